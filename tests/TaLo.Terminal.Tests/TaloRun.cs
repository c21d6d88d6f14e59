using System.Text.Json;

namespace TaLo.Terminal.Tests;

/// <summary>What a finished run of the program left.</summary>
internal sealed record TaloRun(int ExitCode, string Out, string Error)
{
    /// <summary>The lines of stderr that tell of an error.</summary>
    public IReadOnlyList<string> Errors =>
        [.. Error.Split('\n').Where(l => l.StartsWith("talo: ", StringComparison.Ordinal))];

    /// <summary>What <c>--json</c> printed.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>Asserts that all went well.</summary>
    public TaloRun Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Error}\n{Out}");
        Assert.Empty(Errors);
        return this;
    }

    /// <summary>Asserts that it refused: exit code 1, no data, one line on stderr that has these words.</summary>
    public TaloRun Refused(params string[] words)
    {
        Assert.True(ExitCode == 1, $"exit code {ExitCode}\n{Error}\n{Out}");
        Assert.Equal("", Out);
        var line = Assert.Single(Errors);
        Assert.EndsWith(line + '\n', Error, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
        return this;
    }

    /// <summary>Asserts that the command line was not understood, and that it says where help is.</summary>
    public TaloRun Misused(string help)
    {
        Assert.True(ExitCode == 2, $"exit code {ExitCode}\n{Error}\n{Out}");
        Assert.Equal("", Out);
        Assert.NotEmpty(Errors);
        Assert.EndsWith($"try: {help}\n", Error, StringComparison.Ordinal);
        return this;
    }
}
