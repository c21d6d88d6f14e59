using TaLo.Models;
using TaLo.Profiles;
using TaLo.Statistics;
using TaLo.Storage;

namespace TaLo.Tests.Profiles;

public sealed class TaskProfileTests : IDisposable
{
    private static readonly ModelFacts Facts = new("m", "llama", 12, "Q8_0", new string('a', 64), new string('b', 64), "fake");

    private readonly string folder = Directory.CreateTempSubdirectory("talo-profiles-").FullName;

    [Fact]
    public void Should_keep_list_replace_and_delete()
    {
        using (var store = new ResultStore(folder))
        {
            store.PutProfiles(Profile("maps", 3));
            store.PutProfiles(Profile("ocr", null));
            store.PutProfiles(Profile("maps", 5));
        }
        using (var store = new ResultStore(folder))
        {
            Assert.Equal(["maps", "ocr"], store.Profiles().Select(p => p.Task).Order());
            Assert.Equal(new Knockout(5, Module.Attention), store.Profiles().Single(p => p.Task == "maps").Knockout);
            Assert.True(store.DeleteProfile(Profile("maps", 5).Id));
            Assert.False(store.DeleteProfile(Profile("maps", 5).Id));
        }
        using var reader = ResultStore.OpenReadOnly(folder);
        AssertEqual(Profile("ocr", null), Assert.Single(reader.Profiles()));
    }

    [Fact]
    public void Should_keep_the_profiles_of_each_intervention()
    {
        var uniform = Profile("maps", 3) with { Knockout = Knockout.Parse("uniform 3 answer"), Intervention = "uniform answer" };
        using (var store = new ResultStore(folder))
            store.PutProfiles(Profile("maps", 3), uniform);
        using var reader = ResultStore.OpenReadOnly(folder);
        Assert.Equal(["attention 3", "uniform 3 answer"], reader.Profiles().Select(p => p.Choice).Order());
        AssertEqual(uniform, reader.Profiles().Single(p => p.Id == uniform.Id));
    }

    [Fact]
    public void Should_keep_a_set_with_every_step_and_take_the_place_of_a_layer()
    {
        var one = Profile("maps", 3);
        ProfileStep[] steps =
        [
            new(one.Knockout, new PairedComparison(20, 10, 5, 0), 0.001, new PairedComparison(20, 10, 8, 0), true, "kept"),
            new(Knockout.Parse("attention 1"), null, null, new PairedComparison(20, 18, 2, 0), true, "kept"),
            new(null, null, null, null, false, "nothing to add: because"),
        ];
        var set = one with { Steps = steps };
        using (var store = new ResultStore(folder))
        {
            store.PutProfiles(one);
            store.PutProfiles(set);
        }
        using var reader = ResultStore.OpenReadOnly(folder);
        var kept = Assert.Single(reader.Profiles());
        Assert.Equal(steps, kept.Steps);
        Assert.Equal(("attention 1 + attention 3", one.Id), (kept.Choice, kept.Id));
        Assert.Equal(["attention 3", "attention 1"], kept.Set.Knockouts.Select(k => k.ToString()));
        Assert.Equal(kept.Choice, TaLo.Chats.Bypass.FromProfile(kept, Facts).What);
        Assert.Throws<ProfileException>(() => (one with { Steps = [steps[0], steps[1] with { Knockout = Knockout.Parse("attention 11") }] }).EnsureFits(Facts with { LayerCount = 11 }, force: true));
        Assert.Equal("attention 3", one.Choice);
        Assert.Equal("none", Profile("maps", null).Choice);
        var file = Path.Combine(folder, "p.json");
        ProfileFile.Write(file, [set]);
        Assert.Equal(steps, Assert.Single(ProfileFile.Read(file)).Steps);
    }

    [Fact]
    public void Should_believe_no_steps_that_lead_elsewhere()
    {
        var one = Profile("maps", 3);
        ProfileStep first = new(one.Knockout, null, null, null, true, "kept"), second = first with { Knockout = Knockout.Parse("attention 4") };
        var file = Path.Combine(folder, "p.json");
        foreach (ProfileStep[] steps in (ProfileStep[][])
        [
            [], [second], [first with { IsKept = false }], [first, first], [first, second with { Knockout = null }], [first, second with { Knockout = Knockout.Parse("attention 12") }],
            [first, second with { AdjustedPValue = 2 }], [first, second with { HeldOut = new PairedComparison(1, 2, 0, 0) }],
        ])
        {
            ProfileFile.Write(file, [one with { Steps = steps }]);
            Assert.Contains("cannot be one", Assert.Throws<ProfileException>(() => ProfileFile.Read(file)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Should_survive_the_loss_of_the_database()
    {
        using (var store = new ResultStore(folder))
            store.PutProfiles(Profile("maps", 3));
        File.Delete(new StoreFolder(folder).Database);
        using var again = new ResultStore(folder);
        AssertEqual(Profile("maps", 3), Assert.Single(again.Profiles()));
    }

    [Fact]
    public void Should_export_and_import_exactly()
    {
        var file = Path.Combine(folder, "p.json");
        ProfileFile.Write(file, [Profile("maps", 3), Profile("ocr", null)]);
        var read = ProfileFile.Read(file);
        Assert.Equal(2, read.Count);
        AssertEqual(Profile("maps", 3), read[0]);
        AssertEqual(Profile("ocr", null), read[1]);
    }

    [Fact]
    public void Should_carry_the_questions_and_read_profiles_that_have_none()
    {
        var file = Path.Combine(folder, "p.json");
        ProfileFile.Write(file, [SomeProfile.Asked("maps", 3, "Which state is \"red\"?", "Où est le nord ?"), Profile("ocr", null)]);
        var read = ProfileFile.Read(file);
        Assert.Equal(["Which state is \"red\"?", "Où est le nord ?"], read[0].Questions!.Examples);
        Assert.Null(read[1].Questions);
        Assert.Equal(1, File.ReadAllText(file).Split("questions").Length - 1);

        using (var store = new ResultStore(folder))
            store.PutProfiles(read[0]);
        File.Delete(new StoreFolder(folder).Database);
        using var again = new ResultStore(folder);
        Assert.Equal(read[0].Questions!.Examples, Assert.Single(again.Profiles()).Questions!.Examples);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("{\"talo_profiles\": 2, \"profiles\": []}")]
    public void Should_refuse_what_is_no_profile_file(string text)
    {
        var file = Path.Combine(folder, "bad.json");
        File.WriteAllText(file, text);
        var e = Assert.Throws<ProfileException>(() => ProfileFile.Read(file));
        Assert.Contains(file, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Should_refuse_another_model_unless_forced()
    {
        Profile("maps", 3).EnsureFits(Facts, force: false);
        var other = Facts with { ModelFingerprint = new string('c', 64), Quantization = "Q4_0" };
        var e = Assert.Throws<ProfileException>(() => Profile("maps", 3).EnsureFits(other, force: false));
        Assert.Contains("--force", e.Message, StringComparison.Ordinal);
        var without = Assert.Throws<ProfileException>(() => Profile("maps", 3).EnsureFits(Facts with { MmprojFingerprint = null }, force: false));
        Assert.Contains("not with no mmproj file: --mmproj", without.Message, StringComparison.Ordinal);
        Profile("maps", 3).EnsureFits(other, force: true);
        // What was chosen on text says nothing of an encoder.
        var onText = Profile("maps", 3);
        (onText with { Model = onText.Model with { MmprojFingerprint = null } }).EnsureFits(Facts, force: false);
        Assert.Throws<ProfileException>(() => Profile("maps", 12).EnsureFits(other, force: true));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static TaskProfile Profile(string task, int? layer) => new(
        new ProfileModel("m", "Q8_0", 12, Facts.ModelFingerprint, Facts.MmprojFingerprint), "data", new string('d', 64), task,
        layer is { } l ? new Knockout(l, Module.Attention) : null, "robust", "robust, seed 0", "because",
        new PairedComparison(20, 10, 5, 1), 0.031, new PairedComparison(0, 0, 0, 0), ["1", "2"], DateTimeOffset.UnixEpoch);

    private static void AssertEqual(TaskProfile expected, TaskProfile actual)
    {
        Assert.Equal(expected.ProbePool, actual.ProbePool);
        Assert.Equal(expected with { ProbePool = [] }, actual with { ProbePool = [] });
    }
}
