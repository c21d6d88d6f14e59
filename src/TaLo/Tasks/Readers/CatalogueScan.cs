using System.Globalization;
using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>One reading of a table's rows.</summary>
internal sealed class CatalogueScan(
    ITable table, TableCatalogue catalogue, NamedImages images, DataSetOptions options, Func<Row, string> otherwise)
{
    private readonly Columns _columns = catalogue.Columns;
    private readonly Dictionary<string, string> _words = [];
    private readonly List<SampleRef> _rows = [];
    private readonly List<string?> _ids = [];
    private bool _byHolds;

    /// <summary>Every row with an index of its own, and whether these are what its column says.</summary>
    /// <exception cref="DataSetException">The table is broken, or has no row of the split.</exception>
    public (IReadOnlyList<SampleRef> Samples, bool AreOwn) Samples()
    {
        _columns.Watch();
        var index = _columns.First(catalogue.Form.Index);
        var task = _columns.First(catalogue.Form.Task);
        var group = catalogue.Form.Group.FirstOrDefault(g => g != task && _columns.Has(g));
        var clusters = new RowClusters(_columns, catalogue.Images, Path.GetFileNameWithoutExtension(table.Path));
        var split = options.Split is null ? null : _columns.First("split");
        foreach (var found in table.Scan())
        {
            var row = _columns.Rename(found);
            if (split is not null && row[split].Text != options.Split)
                continue;
            var own = _columns.By is { } by ? found[by] : task is null ? default : row[task];
            _byHolds |= own.Text is not null;
            var id = index is null ? null : row[index].Text;
            clusters.Add(row, id);
            images.Add(row);
            _ids.Add(id);
            _rows.Add(new SampleRef(
                found.Number.ToString(CultureInfo.InvariantCulture), Once(own.Text ?? otherwise(found)),
                group is not null && row[group].Text is { } word ? Once(word) : null, found.Place)
            { Traits = Traits(row) });
        }
        if (_rows.Count == 0)
            throw new DataSetException($"{table.Path}: no rows of the split '{options.Split}'");
        _columns.EnsureRead();
        if (_columns.By is { } asked && !_byHolds)
            throw new DataSetException($"{table.Path}: no row has a text in the column '{asked}': it makes no tasks");
        if (table is DelimitedTable && index == "index")
            RequireIndices();
        var areOwn = !_ids.Contains(null) && AreDistinct(_ids);
        if (!areOwn)
            Index();
        else
            Rename(i => _ids[i]!);
        Join(clusters);
        return (_rows, areOwn);
    }

    private void Join(RowClusters clusters)
    {
        var places = new Lazy<Dictionary<string, int>>(() => _ids.Index().Where(i => i.Item is not null).DistinctBy(i => i.Item).ToDictionary(i => i.Item!, i => i.Index));
        var firsts = clusters.Firsts(index => places.Value.TryGetValue(index, out var place) ? place : null);
        var circles = clusters.Circles();
        for (var i = 0; i < _rows.Count; i++)
            _rows[i] = _rows[i] with { Traits = Settled(_rows[i].Traits), Cluster = _rows[firsts[i]].Index, Circle = circles[i] };
    }

    private string Once(string word) => _words.TryGetValue(word, out var known) ? known : _words[word] = word;

    private SampleTraits Traits(Row row)
    {
        try
        {
            var draft = catalogue.Form.Read(row);
            catalogue.Answers.Add(draft);
            var kind = draft.Options.Count < 2 ? QuestionKind.Open : AnswerReading.IsYesNo(draft.Options) ? QuestionKind.YesNo : QuestionKind.Options;
            var hasImages = catalogue.Images.Of(row).Count > 0;
            return new SampleTraits(kind, (byte)draft.Options.Count, hasImages) { NamesImages = hasImages && NamedImage.IsIn(draft.Text, draft.Hint, draft.Options) };
        }
        catch (SampleException)
        {
            return new SampleTraits(QuestionKind.Unusable, 0, false);
        }
    }

    private SampleTraits Settled(SampleTraits traits) => traits is { Kind: QuestionKind.Open, Options: 0 } && catalogue.Answers.AreYesNo
        ? traits with { Kind = QuestionKind.YesNo, Options = 2 }
        : traits;

    /// <summary>VLMEvalKit's rule: every row has an index of its own.</summary>
    private void RequireIndices()
    {
        var places = new Dictionary<string, long>();
        foreach (var (row, id) in _rows.Zip(_ids))
        {
            if (id is null)
                throw new DataSetException(Where(row) + "the index is empty; every row needs one");
            if (!places.TryAdd(id, places.Count))
                throw new DataSetException(Where(row) + $"index {id} was there before, on {Where(_rows[(int)places[id]])[(table.Path.Length + 1)..].TrimEnd(' ', ':')}; every row needs its own");
        }
    }

    private string Where(SampleRef row) => table.Read(row.Place).Where;

    /// <summary>Where the column's values are not unique: task and value, and where that is not unique either, the row's number.</summary>
    private void Index()
    {
        if (_ids.Contains(null) || !AreDistinct(_rows.Select((row, i) => $"{row.Task}-{_ids[i]}")))
            Number();
        else
            Rename(i => $"{_rows[i].Task}-{_ids[i]}");
    }

    private void Number()
    {
        if (!AreDistinct(_rows.Select(r => r.Index)))
            Rename(i => (i + 1).ToString(CultureInfo.InvariantCulture));
    }

    private void Rename(Func<int, string> name)
    {
        for (var i = 0; i < _rows.Count; i++)
            _rows[i] = _rows[i] with { Index = name(i) };
    }

    private static bool AreDistinct(IEnumerable<string?> names)
    {
        var known = new HashSet<string?>();
        return names.All(known.Add);
    }
}
