using TaLo.Models;
using TaLo.Tests.Storage;

namespace TaLo.Tests.Scoring;

public sealed class ScoredPassTests
{
    private static readonly Knockout Third = new(3, Module.Ffn);

    [Fact]
    public void Should_Be_Equal_Where_Every_Value_Is()
    {
        var (one, other) = (SomeRows.Row("t", "1", Third, [-1, -2], 'A'), SomeRows.Row("t", "1", Third, [-1, -2], 'A'));

        Assert.NotSame(one.LogProbabilities, other.LogProbabilities);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Should_Differ_Where_Any_Value_Does()
    {
        var pass = SomeRows.Row("t", "1", Third, [-1, -2], 'A');

        Assert.All(
            new[]
            {
                pass with { Task = "u" }, pass with { TaskGroup = null }, pass with { Index = "2" }, pass with { Letters = "AC" },
                pass with { Answer = 'B' }, pass with { Knockout = null }, pass with { LogProbabilities = [-1, -3] },
                pass with { Predicted = 'B' }, pass with { Margin = 2 }, pass with { LetterMass = 1 },
            },
            other => Assert.NotEqual(pass, other));
    }
}
