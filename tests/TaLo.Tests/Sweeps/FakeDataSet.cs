using TaLo.Tasks;

namespace TaLo.Tests.Sweeps;

/// <summary>Questions about nothing: tasks <c>task0</c>, <c>task1</c>…, samples numbered through.</summary>
internal sealed class FakeDataSet(int tasks, int samplesPerTask) : IDataSet
{
    public string Name => "fake";

    public string Fingerprint { get; set; } = new('d', 64);

    /// <summary>Samples that cannot be loaded.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>Samples that show no image.</summary>
    public HashSet<string> Texts { get; } = [];

    public IReadOnlyList<SampleRef> Samples { get; } =
        [.. Enumerable.Range(0, tasks * samplesPerTask)
            .Select(i => new SampleRef($"{i}", $"task{i % tasks}", i % tasks == 0 ? null : "group", 100 * i))];

    public VqaSample Load(SampleRef sample)
    {
        if (Broken.Contains(sample.Index))
            throw new SampleException($"fake: row {sample.Index} is broken");
        var number = int.Parse(sample.Index);
        var letters = number % 3 == 0 ? "ABC" : "AB";
        var question = new VqaQuestion(
            $"Question {number}?", null, [.. letters.Select(l => new AnswerOption(l, $"option {l}"))],
            Texts.Contains(sample.Index) ? [] : [new ReadOnlyMemory<byte>([(byte)number])]);
        return new VqaSample(sample.Index, sample.Task, sample.TaskGroup, question, letters[number % letters.Length]);
    }

    public void Dispose()
    {
    }
}
