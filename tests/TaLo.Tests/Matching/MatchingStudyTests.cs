using TaLo.Matching;
using TaLo.Tasks.Readers;

namespace TaLo.Tests.Matching;

public sealed class MatchingStudyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talo-matching-").FullName;

    [Fact]
    public void Should_Count_What_Is_Matched_To_What()
    {
        // Two tasks whose questions never meet, and one that asks what another asks.
        var rows = Study(("flags", "Whose flag is this?"), ("digits", "Which digit?"), ("banners", "Whose flag is this?"));

        var all = Row(rows, 3, MatchingStudy.HeldOut, belong: true);
        Assert.Equal((1.0 / 3, 0, 2.0 / 3), (all.Own, all.Other, all.Base));
        Assert.Equal(30, all.Count);
        // One of the three is left out: its twin takes its questions, nobody the digits'.
        var left = Row(rows, 2, MatchingStudy.HeldOut, belong: false);
        Assert.Equal((0, 2.0 / 3, 1.0 / 3), (left.Own, left.Other, left.Base));
        var alone = Row(rows, 1, MatchingStudy.HeldOut, belong: true);
        Assert.Equal((1, 0, 0), (alone.Own, alone.Other, alone.Base));
        Assert.DoesNotContain(rows, r => r.Questions == MatchingStudy.Unseen);
    }

    [Fact]
    public void Should_Ask_Wordings_Of_Tasks_And_Of_None()
    {
        var rows = Study(
            [new("flags", "whose flag is this one"), new("other", "How do I cook rice?")], ("flags", "Whose flag is this?"), ("digits", "Which digit?"));

        Assert.Equal(1, Row(rows, 2, MatchingStudy.Reworded, belong: true).Own);
        Assert.Equal(1, Row(rows, 2, "other", belong: false).Base);
        Assert.Equal(1, Row(rows, 1, MatchingStudy.Reworded, belong: false).Base);
    }

    [Fact]
    public void Should_Read_Wordings_And_Name_The_Line_That_Is_None()
    {
        var file = Path.Combine(_folder, "w.tsv");
        File.WriteAllText(file, "task\tquestion\nflags\tWhose?\n\nother\tWhy?\n");
        Assert.Equal([new("flags", "Whose?"), new("other", "Why?")], Wording.Read(file));

        File.WriteAllText(file, "task\tquestion\nflags Whose?\n");
        Assert.StartsWith($"{file} line 2: ", Assert.Throws<DataSetException>(() => Wording.Read(file)).Message);
        Assert.Contains("no such file", Assert.Throws<DataSetException>(() => Wording.Read(file + "x")).Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IReadOnlyList<MatchingRow> Study(params (string Task, string Question)[] tasks) => Study([], tasks);

    private IReadOnlyList<MatchingRow> Study(IReadOnlyList<Wording> wordings, params (string Task, string Question)[] tasks)
    {
        var file = Path.Combine(_folder, "data.tsv");
        var rows = tasks.SelectMany((t, i) => Enumerable.Range(0, 20).Select(n => $"{20 * i + n}\t{t.Question}\tyes\tno\tA\t{t.Task}\t"));
        File.WriteAllText(file, "index\tquestion\tA\tB\tanswer\tcategory\timage\n" + string.Join('\n', rows) + "\n");
        using var data = DataSets.Open(file);
        return new MatchingStudy(data, probe: 10).Run(wordings);
    }

    private static MatchingRow Row(IReadOnlyList<MatchingRow> rows, int stored, string questions, bool belong) =>
        Assert.Single(rows, r => r.Stored == stored && r.Questions == questions && r.Belong == belong);
}
