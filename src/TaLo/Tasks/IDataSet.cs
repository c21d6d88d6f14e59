using System.Text.Json.Serialization;

namespace TaLo.Tasks;

/// <summary>A data set: a catalogue of samples in memory, the samples themselves read when asked for.</summary>
public interface IDataSet : IDisposable
{
    /// <summary>The data set's name: its file's name without extension, or its folder's.</summary>
    string Name { get; }

    /// <summary>SHA-256 of the file or files, of the image files that they name, and of how they are read where that is asked for; lower-case hex.</summary>
    string Fingerprint { get; }

    /// <summary>Every row of the file, in the file's order.</summary>
    IReadOnlyList<SampleRef> Samples { get; }

    /// <summary>Whether some samples say where their images stand, see <see cref="NamedImage"/>.</summary>
    bool NamesImages => Samples.Any(s => s.Traits.NamesImages);

    /// <summary>A column that is called as if it held images, and is not read as such; null for none.</summary>
    string? UnreadImages => null;

    /// <summary>How answers to its open questions are usually judged.</summary>
    AnswerMetric Metric => AnswerMetric.Exact;

    /// <summary>What its questions are as texts.</summary>
    Wording Wording => Wording.Asked;

    /// <summary>Reads one sample with its images.</summary>
    /// <exception cref="SampleException">The row cannot be used, or is an open question; the message says which row and why.</exception>
    VqaSample Load(SampleRef sample);

    /// <summary>Reads one sample with its images; it may be an open question whose answer is known.</summary>
    /// <exception cref="SampleException">The row cannot be used; the message says which row and why.</exception>
    VqaSample LoadAnswered(SampleRef sample) => Load(sample);

    /// <summary>The beginning of a message about one sample: where it stands.</summary>
    string Describe(SampleRef sample) => $"{Name} (index {sample.Index}): ";

    /// <summary>Reads one sample to ask it: it may lack options, and an answer.</summary>
    /// <exception cref="SampleException">The row cannot be used; the message says which row and why.</exception>
    AskedQuestion LoadQuestion(SampleRef sample)
    {
        var loaded = Load(sample);
        return new AskedQuestion(loaded.Question, [loaded.Answer.ToString()]);
    }
}

/// <summary>Where a sample stands in its data set: enough to choose it, without its image in memory.</summary>
/// <param name="Index">The row's <c>index</c>.</param>
/// <param name="Task">Its task.</param>
/// <param name="TaskGroup">The group of its task, or null.</param>
/// <param name="Place">By which the data set that gave it finds the row again, see <see cref="Tables.ITable"/>: mostly its number, 0-based.</param>
public readonly record struct SampleRef(string Index, string Task, string? TaskGroup, long Place)
{
    /// <summary>
    /// The cluster it belongs to: samples that share an image or a question are not independent, and are kept together.
    /// The index of the cluster's first sample in the file; null where the data set does not tell.
    /// </summary>
    public string? Cluster { get; init; }

    /// <summary>The cluster; one of its own where the data set does not tell.</summary>
    [JsonIgnore]
    public string OwnCluster => Cluster ?? Index;

    /// <summary>The question that it is a copy of with its options in another order (circular evaluation); null for none.</summary>
    public Circle? Circle { get; init; }

    /// <summary>What it is like, as far as that is known without reading it.</summary>
    public SampleTraits Traits { get; init; }
}

/// <summary>The copies of one question, their options rotated: it counts as answered only where every copy is.</summary>
/// <param name="Index">VLMEvalKit's <c>g_index</c>: the index of the copy that is not rotated.</param>
/// <param name="Copies">How many copies the data set has, that one included.</param>
public readonly record struct Circle(string Index, int Copies);

/// <summary>What the questions of a data set are as texts, which decides what stands between them and an option that is scored as a text.</summary>
public enum Wording
{
    /// <summary>Questions, or what else is answered.</summary>
    Asked,

    /// <summary>Texts that the options continue (HellaSwag, OpenBookQA).</summary>
    ToContinue,

    /// <summary>Questions without a question mark (BoolQ).</summary>
    Unmarked,
}

/// <summary>How an answer to an open question is judged.</summary>
public enum AnswerMetric
{
    /// <summary>Equal to an accepted one after VQA's normalisation: case, articles, punctuation, number words.</summary>
    Exact,

    /// <summary>VQA's soft accuracy: as right as annotators said the same (TextVQA, VQAv2).</summary>
    Soft,

    /// <summary>Numbers within 5 %, other answers equal but for case (ChartQA).</summary>
    Relaxed,

    /// <summary>Average normalised Levenshtein similarity, 0 below a half (DocVQA, InfoVQA).</summary>
    Anls,
}

/// <summary>What a sample is like.</summary>
/// <param name="Kind">How it is asked.</param>
/// <param name="Options">How many options it has.</param>
/// <param name="HasImages">Whether it has images.</param>
public readonly record struct SampleTraits(QuestionKind Kind, byte Options, bool HasImages)
{
    /// <summary>Whether its texts say where its images stand, see <see cref="NamedImage"/>.</summary>
    public bool NamesImages { get; init; }
}

/// <summary>How a sample is asked.</summary>
public enum QuestionKind
{
    /// <summary>By options, one of which is right.</summary>
    Options,

    /// <summary>By the options yes and no.</summary>
    YesNo,

    /// <summary>Without options: the answer is a text.</summary>
    Open,

    /// <summary>Not at all: the row lacks something, which reading it says.</summary>
    Unusable,
}

/// <summary>A question as it is asked without being scored.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answers">What the data set accepts: a letter or an option's text, or texts; empty where it says nothing.</param>
public sealed record AskedQuestion(VqaQuestion Question, IReadOnlyList<string> Answers);
