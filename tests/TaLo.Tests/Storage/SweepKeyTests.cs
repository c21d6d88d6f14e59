using TaLo.Sweeps;

namespace TaLo.Tests.Storage;

public class SweepKeyTests
{
    private static readonly SweepKey Key = new("a", "b", "c", "d", "e", "f", "g", "h");

    [Fact]
    public void Should_Give_Another_Id_For_Any_Difference()
    {
        SweepKey[] keys =
        [
            Key, Key with { ModelFingerprint = "x" }, Key with { MmprojFingerprint = null }, Key with { MmprojFingerprint = "" },
            Key with { DataSetFingerprint = "x" }, Key with { PromptFingerprint = "x" }, Key with { ChatTemplateFingerprint = null },
            Key with { Scoring = "x" }, Key with { Engine = "x" }, Key with { Intervention = "x" },
            Key with { Engine = "g\n1:h" }, Key with { InForce = "attention 7" }, Key with { InForce = "" },
        ];

        Assert.Equal(keys.Length, keys.Select(k => k.Id).Distinct().Count());
    }

    [Fact]
    public void Should_Keep_The_Id_It_Always_Had()
    {
        Assert.Equal(64, Key.Id.Length);
        Assert.Equal("76bb83a7d0fe839de3813b89930d6d6d2771a1c945852c2f658ca98ba99aa243", Key.Id);
        Assert.Equal(Key.Id, (Key with { }).Id);
    }

    [Fact]
    public void Should_Tell_Another_Engine_From_Another_Question()
    {
        Assert.True(Key.DiffersInEngineAlone(Key with { Engine = "x" }));
        Assert.False(Key.DiffersInEngineAlone(Key));
        Assert.False(Key.DiffersInEngineAlone(Key with { Engine = "x", PromptFingerprint = "x" }));
    }
}
