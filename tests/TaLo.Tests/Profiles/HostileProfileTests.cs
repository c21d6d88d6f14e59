using TaLo.Profiles;
using TaLo.Selection;
using TaLo.Statistics;
using TaLo.Storage;

namespace TaLo.Tests.Profiles;

/// <summary>Profiles that nobody's program made: refused at the door, and survived where they are inside.</summary>
public sealed class HostileProfileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talo-profiles-").FullName;

    public static TheoryData<string, string> Changes => new()
    {
        { $"\"fingerprint\": \"{new string('a', 64)}\"", "\"fingerprint\": \"aa\"" },
        { $"\"fingerprint\": \"{new string('a', 64)}\"", $"\"fingerprint\": \"{new string('A', 64)}\"" },
        { $"\"fingerprint\": \"{new string('a', 64)}\"", "\"fingerprint\": null" },
        { $"\"mmproj_fingerprint\": \"{new string('b', 64)}\"", "\"mmproj_fingerprint\": \"\"" },
        { $"\"data_set_fingerprint\": \"{new string('d', 64)}\"", "\"data_set_fingerprint\": \"../../x\"" },
        { "\"layer_count\": 12", "\"layer_count\": 0" },
        { "\"layer_count\": 12", "\"layer_count\": 2000000000" },
        { "\"layer\": 3", "\"layer\": 12" },
        { "\"layer\": 3", "\"layer\": -1" },
        { "\"module\": \"attention\"", "\"module\": 7" },
        { "\"module\": \"attention\"", "\"module\": \"brain\"" },
        { "\"samples\": 20", "\"samples\": -20" },
        { "\"samples\": 20", "\"samples\": 5" },
        { "\"samples\": 20", "\"samples\": 2000000000" },
        { "\"base_correct\": 10", "\"base_correct\": -1" },
        { "\"base_correct\": 10", "\"base_correct\": 21" },
        { "\"fixed\": 5", "\"fixed\": -5" },
        { "\"fixed\": 5", "\"fixed\": 11" },
        { "\"broken\": 1", "\"broken\": 11" },
        { "\"adjusted_p_value\": 0.5", "\"adjusted_p_value\": -0.5" },
        { "\"adjusted_p_value\": 0.5", "\"adjusted_p_value\": 1e999" },
        { "\"adjusted_p_value\": 0.5", "\"adjusted_p_value\": \"NaN\"" },
        { "\"task\": \"maps\"", "\"task\": null" },
        { "\"task\": \"maps\"", "\"task\": \"\"" },
        { "\"reason\": \"because\"", "\"reason\": null" },
        { "\"1\",", "null," },
        { "\"Which?\"", "null" },
        { "\"Which?\"", "{}" },
        { "\"1970-01-01T00:00:00+00:00\"", "\"yesterday\"" },
        { "\"profiles\": [", "\"profiles\": [ null," },
        { "\"profiles\": [", "\"profiles\": null, \"x\": [" },
        { "\"model\": {", "\"model\": null, \"x\": {" },
        { "\"examples\": [", "\"examples\": null, \"x\": [" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Should_Be_Refused_At_Import(string part, string hostile)
    {
        var file = Path.Combine(_folder, "p.json");
        ProfileFile.Write(file, [Honest]);
        var text = File.ReadAllText(file);
        Assert.Contains(part, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(part, hostile, StringComparison.Ordinal));

        var e = Assert.Throws<ProfileException>(() => ProfileFile.Read(file));
        Assert.StartsWith(file, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Theory]
    [InlineData("\"rounds\": [", "\"rounds\": [ null,")]
    [InlineData("\"3\"", "null")]
    [InlineData("\"9\"", "null")]
    [InlineData("\"clusters\": 4", "\"clusters\": -4")]
    [InlineData("\"clusters\": 4", "\"clusters\": 5")]
    [InlineData("\"change\": 1", "\"change\": 9")]
    public void Should_Be_Refused_For_Its_Draws_And_Clusters(string part, string hostile)
    {
        var counts = new PairedComparison(20, 8, 4, 0) { Groups = [new ClusterGroup(4, 5, 2, 1)] };
        var honest = Honest with { Probe = counts, Draws = new DecisionDraws(0, "1", [["3", "4"]], ["9"]) };
        var file = Path.Combine(_folder, "p.json");
        ProfileFile.Write(file, [honest]);
        Assert.Equal(counts, Assert.Single(ProfileFile.Read(file)).Probe);
        var text = File.ReadAllText(file);
        Assert.Contains(part, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(part, hostile, StringComparison.Ordinal));

        Assert.StartsWith(file, Assert.Throws<ProfileException>(() => ProfileFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Be_Left_Out_And_Named_Where_They_Are_Stored()
    {
        var hostile = Honest with { Task = "x", Model = Honest.Model with { Fingerprint = "aa" } };
        using (var store = new ResultStore(_folder))
            store.PutProfiles(Honest, hostile, Honest with { Task = "y", Questions = new TaskQuestions([null!]) });

        var messages = new List<string>();
        using var reader = ResultStore.OpenReadOnly(_folder, messages.Add);
        Assert.Equal("maps", Assert.Single(reader.Profiles()).Task);
        Assert.Contains("2 damaged", Assert.Single(messages), StringComparison.Ordinal);
        Assert.False(StoreCare.Check(_folder).IsWell);
    }

    [Fact]
    public void Should_Not_Be_Read_From_A_Device()
    {
        if (OperatingSystem.IsLinux())
            Assert.Contains("device", Assert.Throws<ProfileException>(() => ProfileFile.Read("/dev/zero")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TaskProfile Honest => SomeProfile.Asked("maps", 3, "Which?") with
    {
        Probe = new(20, 10, 5, 1),
        AdjustedPValue = 0.5,
    };
}
