using System.Diagnostics;

namespace TaLo.Terminal.Tests;

/// <summary>What is no file: a pipe that nobody writes, a device without an end, a stream that takes nothing.</summary>
public sealed class NoFileTests(Models models) : IClassFixture<Models>
{
    private static readonly string[] Small = ["--device", "cpu", "--threads", "1"];

    [Theory]
    [InlineData("pipe")]
    [InlineData("link")]
    [InlineData("/dev/zero")]
    public void Should_Be_Refused(string what)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var sandbox = new Sandbox();
        Process.Start("mkfifo", [sandbox.PathOf("pipe")]).WaitForExit();
        File.CreateSymbolicLink(sandbox.PathOf("link"), "pipe");
        var data = Sweep.TwoTasks(sandbox, each: 1);
        var image = sandbox.Write("a.png", Png.Noise(28, 28, 1));
        sandbox.Write("paths.tsv", System.Text.Encoding.UTF8.GetBytes(
            $"{Question.Header}_path\n1\tWhich?\tred\tgreen\tblue\tA\tcolour\tlooks\t{what}\n"));
        sandbox.Write("paths.jsonl", System.Text.Encoding.UTF8.GetBytes($$"""{"id":"1","question":"Which?","image":"{{what}}"}""" + "\n"));

        foreach (var verb in new string[][]
        {
            ["tasks", what], ["sweep", what, data, .. Small], ["sweep", models.Llama, what, .. Small],
            ["sweep", models.Llama, data, "--mmproj", what, .. Small], ["sweep", models.Llama, data, "--prompt", what, .. Small],
            ["sweep", models.Llama, data, "--store", what, .. Small], ["show", "--store", what],
            ["qa", models.Llama, "What?", "--image", what, .. Small], ["profiles", "import", what], ["adapt", "--from", what],
        })
            Refuse(sandbox, what, verb);
        Refuse(sandbox, "paths.tsv", ["sweep", models.Llama, "paths.tsv", .. Small]);
        Refuse(sandbox, "paths.jsonl", ["qa", models.Llama, "--from", "paths.jsonl", .. Small]);
        Assert.True(File.Exists(image));
    }

    [Theory]
    [InlineData("sweeps/ID.jsonl")]
    [InlineData("sweeps/ID.json")]
    [InlineData("profiles/a.json")]
    [InlineData("journal.jsonl")]
    [InlineData("talo.db")]
    [InlineData("lock")]
    [InlineData("lock.holder")]
    public void Should_Not_Wait_For_A_Pipe_In_The_Store(string name)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var sandbox = new Sandbox();
        var sweep = Sweep.Of(models.Llama, Sweep.TwoTasks(sandbox, each: 1), "--layers", "1");
        Talo.Run(sandbox, sweep).Succeeded();
        var id = Path.GetFileNameWithoutExtension(Directory.GetFiles(Path.Combine(sandbox.Store, "sweeps"), "*.jsonl").Single());
        var pipe = Path.Combine(sandbox.Store, name.Replace("ID", id, StringComparison.Ordinal));
        Directory.CreateDirectory(Path.GetDirectoryName(pipe)!);
        File.Delete(pipe);
        Process.Start("mkfifo", [pipe]).WaitForExit();

        Refuse(sandbox, Path.GetFileName(pipe), sweep);
        foreach (var verb in new string[][] { ["show"], ["show", id], ["profiles", "list"], ["store", "check"] })
        {
            using var running = Talo.Start(sandbox, verb);
            Assert.InRange(running.Wait(TimeSpan.FromSeconds(60)).ExitCode, 0, 1);
        }
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public void Should_Not_End_A_Sweep_Where_Messages_Go_Nowhere(string stderr)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var sandbox = new Sandbox();
        var data = Sweep.TwoTasks(sandbox, each: 2);
        using var running = Talo.StartOther(sandbox, [], "sh", "-c", $"{Talo.CommandLine(Sweep.Of(models.Llama, data, "--layers", "0"))} {stderr}");
        Assert.Contains("colour", running.Wait(TimeSpan.FromMinutes(2)).Succeeded().Out, StringComparison.Ordinal);
        Assert.Equal(4, sandbox.JournalSamples);
    }

    private static void Refuse(Sandbox sandbox, string what, string[] verb)
    {
        using var running = Talo.Start(sandbox, verb);
        var run = running.Wait(TimeSpan.FromSeconds(60));
        Assert.True(run.ExitCode == 1, $"{string.Join(' ', verb)}: exit code {run.ExitCode}\n{run.Error}");
        Assert.Contains(what, Assert.Single(run.Errors), StringComparison.Ordinal);
    }
}
