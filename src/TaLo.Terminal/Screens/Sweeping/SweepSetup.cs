using System.Globalization;
using System.Text.RegularExpressions;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.UseCases;

namespace TaLo.Terminal.Screens.Sweeping;

/// <summary>What the user wants to be swept, as it is put together on the screen.</summary>
internal sealed partial class SweepSetup
{
    private readonly HashSet<string> _left = [];
    private readonly HashSet<Module> _modules = [Module.Attention];

    /// <summary>The data set's tasks; empty while they are read.</summary>
    public IReadOnlyList<TaskCount> Tasks { get; private set; } = [];

    /// <summary>At most so many samples of each task; null for all.</summary>
    public int? Samples { get; private set; } = 50;

    /// <summary>Which layers, as <see cref="LayerSelection"/> reads them.</summary>
    public string Layers { get; private set; } = "all";

    /// <summary>What is done to a layer.</summary>
    public Intervention Intervention { get; private set; }

    /// <summary>Where it is done.</summary>
    public Scope Scope { get; private set; }

    /// <summary>Layers that run again together, where they do; as <see cref="BlockLengths"/> reads them.</summary>
    public string Lengths { get; private set; } = "1";

    /// <summary>How often they run.</summary>
    public int Times { get; private set; } = 2;

    /// <summary>What is done to each layer.</summary>
    public IReadOnlyList<KnockoutKind> Kinds => [.. (Intervention switch
    {
        Intervention.Zero => _modules.Order().Select(KnockoutKind.Zero),
        Intervention.Uniform => [KnockoutKind.Uniform()],
        _ => BlockLengths.Parse(Lengths).Select(length => KnockoutKind.Repeat(length, Times)),
    }).Select(kind => kind.In(Scope))];

    /// <summary>What layers race under: modules do not race, attention stands for them; where the vision encoder alone is chosen, its layers race.</summary>
    public IReadOnlyList<KnockoutKind> RaceKinds => Intervention == Intervention.Zero
        ? [.. Adaptation.ChosenAmong(Kinds).DefaultIfEmpty(KnockoutKind.Zero(Module.Attention).In(Scope))] : Kinds;

    /// <summary>Chooses which samples.</summary>
    public long Seed { get; private set; }

    /// <summary>How answers are scored.</summary>
    public ScoringMethod Scoring { get; private set; } = ScoringMethod.Letter;

    /// <summary>How a sample becomes a prompt.</summary>
    public PromptTemplate Prompt { get; private set; } = PromptTemplate.Default;

    /// <summary>Takes a data set's tasks, all of them chosen.</summary>
    public void Take(IReadOnlyList<TaskCount> tasks)
    {
        Tasks = tasks;
        _left.Clear();
    }

    /// <summary>Whether a task is swept.</summary>
    public bool Has(TaskCount task) => !_left.Contains(task.Task);

    /// <summary>Whether a module is swept.</summary>
    public bool Has(Module module) => _modules.Contains(module);

    /// <summary>Chooses a task, or leaves it out.</summary>
    public void Toggle(TaskCount task)
    {
        if (!_left.Add(task.Task))
            _left.Remove(task.Task);
    }

    /// <summary>Chooses all tasks, or none where all are chosen.</summary>
    public void ToggleAll()
    {
        if (_left.Count == 0)
            _left.UnionWith(Tasks.Select(t => t.Task));
        else
            _left.Clear();
    }

    /// <summary>Chooses a module, or leaves it out.</summary>
    public void Toggle(Module module)
    {
        if (!_modules.Add(module))
            _modules.Remove(module);
    }

    /// <summary>Takes the next intervention; a repeated block is repeated at all positions.</summary>
    public void NextIntervention()
    {
        Intervention = (Intervention)(((int)Intervention + 1) % Enum.GetValues<Intervention>().Length);
        if (Intervention == Intervention.Repeat)
            Scope = Scope.All;
    }

    /// <summary>Takes the other scope.</summary>
    public void OtherScope() => Scope = Scope == Scope.All ? Scope.Answer : Scope.All;

    /// <summary>Reads the block lengths.</summary>
    /// <returns>What is wrong with them, or null.</returns>
    public string? ReadLengths(string text)
    {
        try
        {
            _ = BlockLengths.Parse(text);
            Lengths = text.Trim();
            return null;
        }
        catch (SelectionException e)
        {
            return e.Message;
        }
    }

    /// <summary>Reads how often a block runs.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? ReadTimes(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var times) || times is < 2 or > KnockoutKind.MostTimes)
            return $"'{text}': write a number from 2 to {KnockoutKind.MostTimes}";
        Times = times;
        return null;
    }

    /// <summary>Reads the number of samples: a number or <c>all</c>.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? ReadSamples(string text)
    {
        if (text.Trim().Equals("all", StringComparison.OrdinalIgnoreCase))
            Samples = null;
        else if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            Samples = number;
        else
            return $"'{text}': write a number, at least 1, or all";
        return null;
    }

    /// <summary>Reads the layers.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="layers">The model's layers, where they are known.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public string? ReadLayers(string text, LayerCounts? layers)
    {
        try
        {
            _ = LayerSelection.Parse(text, ModelFacts.MostLayers);
            _ = SweepPlan.EachOf(text, Kinds, layers ?? new LayerCounts(ModelFacts.MostLayers, null));
            Layers = text.Trim();
            return null;
        }
        catch (SelectionException e)
        {
            return e.Message;
        }
    }

    /// <summary>Reads the seed.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? ReadSeed(string text)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed))
            return $"'{text}': write a whole number";
        Seed = seed;
        return null;
    }

    /// <summary>Reads the scoring: <c>letter</c>, <c>choice</c>, <c>generate</c>, <c>generate 64 anls</c>.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? ReadScoring(string text)
    {
        if (ScoringWords().Match(text) is not { Success: true } words)
            return $"'{text.Trim()}': write letter, choice, generate, or what goes with it: generate 64 anls";
        try
        {
            int? tokens = words.Groups["tokens"] is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture) : null;
            Scoring = ScoringMethod.Parse(words.Groups["kind"].Value, null, tokens, words.Groups["metric"] is { Success: true } metric ? metric.Value : null);
            return null;
        }
        catch (SelectionException e)
        {
            return e.Message;
        }
    }

    /// <summary>Reads a prompt template, a file's or a published one by its name; an empty path means the model's own chat template.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? ReadPrompt(string path)
    {
        try
        {
            Prompt = path.Trim().Length == 0 ? PromptTemplate.Default : PublishedPrompt.Or(Library.TypedPath.Clean(path), Scoring.ShowsOptions);
            return null;
        }
        catch (Exception e) when (e is TaLoException or IOException or UnauthorizedAccessException)
        {
            return e.Message.ReplaceLineEndings(" ");
        }
    }

    /// <summary>What is missing before a sweep can start, or null.</summary>
    public string? Missing => Tasks.Count == 0 ? "the data set's tasks are not read yet"
        : _left.Count == Tasks.Select(t => t.Task).Distinct().Count() ? "no task is chosen: space chooses one"
        : Kinds.Count == 0 ? "no module is chosen"
        : Scope == Scope.Answer && Kinds.Any(k => k.Module.IsOfVision()) ? "the vision encoder has no scope answer: an image is encoded before anything is answered" : null;

    /// <summary>How many passes a sweep of this makes where nothing is stored; null where the layers that are swept are not known.</summary>
    public long? Passes(LayerCounts? layers) => layers is not { } count || count.Decoder == 0 || (count.Vision is null && Kinds.Any(k => k.Module.IsOfVision())) ? null
        : Tasks.Where(Has).GroupBy(t => t.Task).Sum(t => (long)Math.Min(Samples ?? int.MaxValue, t.Sum(x => x.Samples)))
            * (1 + Knockouts(count));

    /// <summary>The request for a model and a data set.</summary>
    public SweepRequest Request(ModelOptions model, string dataPath, string store) => new()
    {
        Model = model,
        DataPath = dataPath,
        Tasks = _left.Count == 0 ? null : [.. Tasks.Where(Has).Select(t => t.Task).Distinct()],
        Samples = new SampleSelection(Samples, Seed),
        Layers = Layers,
        Kinds = Kinds,
        Scoring = Scoring,
        Prompt = ReferenceEquals(Prompt, PromptTemplate.Default) ? Scoring.Prompt : Prompt,
        Store = store,
    };

    /// <summary>The request for a race among all layers for one task.</summary>
    public SweepRequest Race(ModelOptions model, string dataPath, string store, string task) => Request(model, dataPath, store) with
    {
        Tasks = [task],
        Layers = "all",
        Kinds = RaceKinds,
    };

    [GeneratedRegex(@"^\s*(?<kind>[a-z]+)(?:\s+(?<tokens>[1-9]\d{0,4}))?(?:\s+(?<metric>[a-z]+))?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex ScoringWords();

    private long Knockouts(LayerCounts layers)
    {
        try
        {
            return SweepPlan.EachOf(Layers, Kinds, layers).Count;
        }
        catch (SelectionException)
        {
            return Kinds.Sum(k => (long)layers.Of(k.Module));
        }
    }
}
