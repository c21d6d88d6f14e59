using TaLo.LlamaCpp.Trials;
using TaLo.Models;
using TaLo.Terminal.Ui;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>Tests that change what belongs to the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneTests
{
    public const string Name = "alone";
}

/// <summary>
/// Damaged files as the screens load them, in the process of the screens: it lives on, and says one line. The driver is
/// that of <see cref="MutatedModelTests"/>.
/// </summary>
[Collection(AloneTests.Name)]
public sealed class MutatedModelUiTests(Models models) : IClassFixture<Models>
{
    private const int Few = 8;
    private const string Cache = "XDG_CACHE_HOME";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public void Should_survive_any_damage()
    {
        var (first, count) = MutatedModel.Asked(Few);
        var (program, cache) = (ModelTrial.Program, Environment.GetEnvironmentVariable(Cache));
        using var sandbox = new Sandbox();
        try
        {
            // As the program itself has it: a file is tried in a process of its own first.
            ModelTrial.Program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "talo.dll")];
            Environment.SetEnvironmentVariable(Cache, sandbox.PathOf("cache"));
            var (refused, used) = (0, 0);
            for (var seed = first; seed < first + count; seed++)
                _ = Load(sandbox, seed) is null ? used++ : refused++;
            Assert.True(refused > 0 && (used > 0 || count < Few), $"{refused} refused, {used} used");
            Console.WriteLine($"{count} mutated files on the screens: {refused} refused, {used} used, none ended the process");
        }
        finally
        {
            ModelTrial.Program = program;
            Environment.SetEnvironmentVariable(Cache, cache);
        }
    }

    /// <returns>What the user was told, or null where the model answered.</returns>
    private string? Load(Sandbox sandbox, int seed)
    {
        var (model, mmproj) = MutatedModel.Write(models, sandbox, seed);
        Exception? crash = null;
        string? told = null;
        using var over = new ManualResetEventSlim();
        using var shared = new SharedState(
            new StartOptions(sandbox.Store, new ModelOptions { ModelPath = "", Device = "cpu", Threads = 1 }, true, sandbox.PathOf("state")), action => action(), e => crash = e)
        {
            Say = line => told = line,
        };
        shared.OnEngine("loading", () => Answer(shared, model, mmproj));
        shared.OnEngine("the end", over.Set);

        Assert.True(over.Wait(Limit), $"mutation {seed} is not over after {Limit}");
        Assert.True(shared.Close(Limit), $"mutation {seed} does not let go");
        Assert.True(crash is null, $"mutation {seed}: {crash}");
        Assert.DoesNotContain('\n', told ?? "");
        return told;
    }

    private static void Answer(SharedState shared, string model, string mmproj)
    {
        var lent = shared.Lend(shared.Loading with { ModelPath = model, MmprojPath = mmproj }, _ => { }, shared.Closing);
        using var prompt = lent.Encode($"{lent.ImageMarker}\nWhat is this?", [Png.Noise(40, 40, seed: 1)]);
        Assert.True(lent.Logits(prompt, []).Length > 0);
    }
}
