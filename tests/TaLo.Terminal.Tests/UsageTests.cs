using System.CommandLine;
using TaLo.Terminal.Commands;

namespace TaLo.Terminal.Tests;

/// <summary>Help, and what is said to a command line that is not understood.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("sweep")]
    [InlineData("show")]
    [InlineData("tasks")]
    [InlineData("models")]
    [InlineData("doctor")]
    [InlineData("demo")]
    [InlineData("adapt")]
    [InlineData("eval")]
    [InlineData("chat")]
    [InlineData("qa")]
    [InlineData("vectors")]
    [InlineData("report")]
    [InlineData("profiles")]
    [InlineData("bench")]
    [InlineData("simulate")]
    public void Should_Help(string verb)
    {
        using var sandbox = new Sandbox();
        var help = Talo.Run(sandbox, verb.Length > 0 ? [verb, "--help"] : ["--help"]).Succeeded();
        Assert.Contains($"  talo {verb}".TrimEnd(), help.Out, StringComparison.Ordinal);
        Assert.Contains("--help", help.Out, StringComparison.Ordinal);
        Assert.Equal("", help.Error);
    }

    [Fact]
    public void Should_Not_Have_Two_Options_Of_One_Name() => Assert.All(
        Verbs(TaloProgram.Root()), verb => Assert.Equal(verb.Options.Select(o => o.Name).Distinct(), verb.Options.Select(o => o.Name)));

    [Theory]
    [InlineData("talo --help")]
    [InlineData("talo --help", "fly")]
    [InlineData("talo sweep --help", "sweep")]
    [InlineData("talo sweep --help", "sweep", "model.gguf")]
    [InlineData("talo sweep --help", "sweep", "model.gguf", "data.tsv", "--layres", "1")]
    [InlineData("talo sweep --help", "sweep", "model.gguf", "data.tsv", "--samples", "many")]
    [InlineData("talo sweep --help", "sweep", "model.gguf", "data.tsv", "--out")]
    [InlineData("talo sweep --help", "sweep", "model.gguf", "data.tsv", "--ctx", "0")]
    [InlineData("talo sweep --help", "sweep", "model.gguf", "data.tsv", "--ctx", "2000000000")]
    [InlineData("talo sweep --help", "sweep", "model.gguf", "data.tsv", "--threads", "-3")]
    [InlineData("talo doctor --help", "doctor", "--gpu-layers", "-7")]
    [InlineData("talo tasks --help", "tasks")]
    [InlineData("talo show --help", "show", "one", "two")]
    public void Should_Point_To_The_Help(string help, params string[] arguments)
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, arguments).Misused(help);
    }

    private static IEnumerable<Command> Verbs(Command verb) => verb.Subcommands.SelectMany(Verbs).Prepend(verb);
}
