using System.Diagnostics;
using TaLo.Storage;
using Xunit.Abstractions;

namespace TaLo.Terminal.Tests;

/// <summary><c>kill -9</c> in the middle of a merge, a repair and a decision: nothing is lost, and doing it again comes to the whole.</summary>
public sealed class StoreKillTests(ITestOutputHelper log)
{
    private const int Samples = 300;

    private static readonly int Kills = LongTests.Asked ? 20 : 3;

    [Fact]
    public void Should_Merge_All_Or_Nothing()
    {
        using var sandbox = new Sandbox();
        MadeUpStore.Fill(sandbox.PathOf("one"), Enumerable.Range(0, Samples));
        MadeUpStore.Fill(sandbox.PathOf("whole"), Enumerable.Range(0, 2 * Samples));
        var whole = MadeUpStore.Rows(sandbox.PathOf("whole"));

        Kill(sandbox, "merge", Prepare, Check, "merge", "one", "--into", "all");

        void Prepare() => MadeUpStore.Fill(sandbox.PathOf("all"), Enumerable.Range(Samples, Samples));

        string Check(bool again)
        {
            var rows = MadeUpStore.Rows(sandbox.PathOf("all"));
            Assert.True(rows.SequenceEqual(whole) || (!again && rows.SequenceEqual(whole.Except(MadeUpStore.Rows(sandbox.PathOf("one"))))), $"{rows.Count} of {whole.Count}");
            return $"{rows.Count}";
        }
    }

    [Fact]
    public void Should_Repair_All_Or_Nothing()
    {
        using var sandbox = new Sandbox();
        MadeUpStore.Fill(sandbox.PathOf("all"), Enumerable.Range(0, Samples));
        var whole = MadeUpStore.Rows(sandbox.PathOf("all"));

        Kill(sandbox, "repair", Prepare, Check, "store", "repair", "--store", "all");

        void Prepare()
        {
            MadeUpStore.Fill(sandbox.PathOf("all"), Enumerable.Range(0, Samples));
            var bytes = File.ReadAllBytes(MadeUpStore.Journal(sandbox.PathOf("all")));
            for (var at = 3000; at < bytes.Length; at += 20_000)
                bytes[at] ^= 4;
            File.WriteAllBytes(MadeUpStore.Journal(sandbox.PathOf("all")), bytes);
        }

        string Check(bool again)
        {
            var rows = MadeUpStore.Rows(sandbox.PathOf("all"));
            Assert.Empty(rows.Except(whole));
            Assert.True(again ? rows.Count == whole.Count : rows.Count > whole.Count * 9 / 10, $"{rows.Count} of {whole.Count}");
            return $"{rows.Count}";
        }
    }

    [Fact]
    public void Should_Decide_And_Lose_No_Result()
    {
        using var sandbox = new Sandbox();
        MadeUpStore.Fill(sandbox.PathOf("all"), Enumerable.Range(0, Samples));
        var whole = MadeUpStore.Rows(sandbox.PathOf("all"));

        Kill(sandbox, "adapt", () => MadeUpStore.Fill(sandbox.PathOf("all"), Enumerable.Range(0, Samples)), Check, "adapt", "--replay", MadeUpStore.Sweep.Id, "--redraws", "0", "--keep", "--store", "all");

        string Check(bool again)
        {
            Assert.Equal(whole, MadeUpStore.Rows(sandbox.PathOf("all")));
            using var store = ResultStore.OpenReadOnly(sandbox.PathOf("all"), m => Assert.Fail(m));
            Assert.InRange(store.Profiles().Count, again ? 2 : 0, 2);
            return $"{store.Profiles().Count} profiles";
        }
    }

    private void Kill(Sandbox sandbox, string what, Action prepare, Func<bool, string> check, params string[] command)
    {
        prepare();
        var watch = Stopwatch.StartNew();
        Talo.Run(sandbox, command).Succeeded();
        var took = watch.Elapsed;
        check(true);
        var random = new Random(20261126);
        var hits = 0;
        for (var i = 0; i < Kills; i++)
        {
            Directory.Delete(sandbox.PathOf("all"), recursive: true);
            prepare();
            using (var running = Talo.Start(sandbox, command))
            {
                Thread.Sleep(took * random.NextDouble());
                hits += running.HasExited ? 0 : 1;
                if (!running.HasExited)
                    running.Send(Signal.Kill);
                running.Wait(TimeSpan.FromSeconds(60));
            }

            log.WriteLine($"{what} killed: {check(false)}");
            Talo.Run(sandbox, command).Succeeded();
            check(true);
            Assert.True(StoreCare.Check(sandbox.PathOf("all")) is { IsWell: true, Copy: null });
        }

        log.WriteLine($"{what}: {hits} of {Kills} were hit");
    }
}
