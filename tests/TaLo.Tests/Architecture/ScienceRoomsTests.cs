using System.Reflection;
using TaLo.Scoring;

namespace TaLo.Tests.Architecture;

/// <summary>The plan of docs/architecture.md, held for the science and its use cases.</summary>
public sealed class ScienceRoomsTests
{
    private static readonly Assembly Science = typeof(ScoredPass).Assembly;

    private static readonly Rooms Rooms = new(Science,
    [
        "TaLo", "TaLo.Images", "TaLo.Statistics", "TaLo.Models", "TaLo.Tasks", "TaLo.Tasks.Tables", "TaLo.Tasks.Readers", "TaLo.Scoring", "TaLo.Sweeps", "TaLo.Vectors",
        "TaLo.Selection", "TaLo.Selection.Evidence", "TaLo.Selection.Protocols", "TaLo.Selection.Race", "TaLo.Selection.Sets", "TaLo.Simulation",
        "TaLo.Profiles", "TaLo.Matching", "TaLo.Storage", "TaLo.Chats",
        "TaLo.Reports", "TaLo.Reports.Tables", "TaLo.Reports.Figures", "TaLo.Reports.Html", "TaLo.Reports.Markdown",
        "TaLo.UseCases",
    ]);

    [Fact]
    public void Should_Have_Exactly_The_Planned_Rooms()
    {
        Assert.Empty(Rooms.Unplanned);
        Assert.Empty(Rooms.Missing);
    }

    [Fact]
    public void Should_Never_Use_A_Room_Above() => Assert.Empty(Rooms.Upwards);

    [Fact]
    public void Should_Know_No_Console_And_No_Toolkit()
    {
        // A path such as /dev/stdout names the program's own output; nothing is printed there unasked.
        Assert.Equal(["TaLo.SpecialFile"], Rooms.UsersOf("System.Console"));
        Assert.DoesNotContain(Science.GetReferencedAssemblies().Select(a => a.Name), name => name!.StartsWith("Spectre.", StringComparison.Ordinal) || name.StartsWith("Terminal.Gui", StringComparison.Ordinal)
                || name.StartsWith("System.CommandLine", StringComparison.Ordinal) || name.StartsWith("LLama", StringComparison.Ordinal));
    }

    [Fact]
    public void Should_Call_Nothing_Native() => Assert.Empty(Rooms.Native);
}
