using Parquet.Data;
using Parquet.Schema;

namespace TaLo.Tasks.Tables;

/// <summary>
/// Puts a column's values together from its leaves, by the definition and repetition levels that Parquet keeps for each entry
/// (Dremel's record assembly).
/// </summary>
internal abstract class ParquetNode
{
    /// <summary>The definition level of the entry that comes next.</summary>
    public abstract int Definition { get; }

    /// <summary>Its repetition level; -1 after the last entry.</summary>
    public abstract int Repetition { get; }

    /// <summary>The next value.</summary>
    public abstract Cell Next();

    /// <summary>Passes over an entry in which the value is not there.</summary>
    public abstract void Skip();

    /// <summary>The node of a field; null where it has no leaf that is wanted.</summary>
    /// <param name="field">The field.</param>
    /// <param name="wanted">Which leaves are read.</param>
    /// <param name="read">Reads a leaf.</param>
    public static ParquetNode? Of(Field field, Func<DataField, bool> wanted, Func<DataField, ParquetLeaf> read)
    {
        switch (field)
        {
            case DataField { IsArray: true } leaf:
                return wanted(leaf) ? new ParquetList(leaf, read(leaf)) : null;
            case DataField leaf:
                return wanted(leaf) ? read(leaf) : null;
            case ListField list:
                return Of(list.Item, wanted, read) is { } item ? new ParquetList(list, item) : null;
            case StructField { Fields: var fields }:
                List<(string, ParquetNode)> children =
                    [.. fields.Select(f => (f.Name, Node: Of(f, wanted, read))).Where(c => c.Node is not null).Select(c => (c.Name, c.Node!))];
                return children.Count > 0 ? new ParquetStruct(field, children) : null;
            default:
                return null;
        }
    }

    /// <summary>As many values as there are rows.</summary>
    public IReadOnlyList<Cell> Read(int rows)
    {
        var cells = new Cell[rows];
        for (var i = 0; i < rows; i++)
            cells[i] = Next();
        return cells;
    }
}

/// <summary>Values of one primitive type.</summary>
internal sealed class ParquetLeaf : ParquetNode
{
    private readonly DataField _field;
    private readonly RawColumnData _raw;
    private readonly Func<int, object?> _value;
    private readonly int _entries;
    private int _at;
    private int _values;

    /// <summary>Values as they were read.</summary>
    public ParquetLeaf(DataField field, RawColumnData raw)
    {
        (_field, _raw) = (field, raw);
        (_value, var count) = Values(raw);
        _entries = field.MaxDefinitionLevel > 0 ? raw.DefinitionLevels.Length : count;
    }

    /// <inheritdoc/>
    public override int Definition => _field.MaxDefinitionLevel > 0 ? _raw.DefinitionLevels[_at] : 0;

    /// <inheritdoc/>
    public override int Repetition => _at >= _entries ? -1 : _field.MaxRepetitionLevel > 0 ? _raw.RepetitionLevels[_at] : 0;

    /// <inheritdoc/>
    public override Cell Next()
    {
        var isThere = Definition == _field.MaxDefinitionLevel;
        _at++;
        return isThere ? new Cell(_value(_values++)) : default;
    }

    /// <inheritdoc/>
    public override void Skip() => _at++;

    private static (Func<int, object?> Value, int Count) Values(RawColumnData raw) => raw switch
    {
        RawColumnData<ReadOnlyMemory<char>> text => (i => text.Values[i].ToString(), text.Values.Length),
        RawColumnData<ReadOnlyMemory<byte>> bytes => (i => bytes.Values[i], bytes.Values.Length),
        RawColumnData<bool> truth => (i => truth.Values[i], truth.Values.Length),
        RawColumnData<sbyte> whole => (i => (long)whole.Values[i], whole.Values.Length),
        RawColumnData<byte> whole => (i => (long)whole.Values[i], whole.Values.Length),
        RawColumnData<short> whole => (i => (long)whole.Values[i], whole.Values.Length),
        RawColumnData<ushort> whole => (i => (long)whole.Values[i], whole.Values.Length),
        RawColumnData<int> whole => (i => (long)whole.Values[i], whole.Values.Length),
        RawColumnData<uint> whole => (i => (long)whole.Values[i], whole.Values.Length),
        RawColumnData<long> whole => (i => whole.Values[i], whole.Values.Length),
        RawColumnData<float> real => (i => (double)real.Values[i], real.Values.Length),
        RawColumnData<double> real => (i => real.Values[i], real.Values.Length),
        _ => (_ => null, 0),
    };
}

/// <summary>Lists of values.</summary>
internal sealed class ParquetList(Field field, ParquetNode item) : ParquetNode
{
    /// <inheritdoc/>
    public override int Definition => item.Definition;

    /// <inheritdoc/>
    public override int Repetition => item.Repetition;

    /// <inheritdoc/>
    public override Cell Next()
    {
        var items = new List<Cell>();
        if (Definition < field.MaxDefinitionLevel)
        {
            var isThere = Definition == field.MaxDefinitionLevel - 1;
            Skip();
            return isThere ? new Cell(items) : default;
        }
        do items.Add(item.Next()); while (Repetition == field.MaxRepetitionLevel);
        return new Cell(items);
    }

    /// <inheritdoc/>
    public override void Skip() => item.Skip();
}

/// <summary>Values with named fields.</summary>
internal sealed class ParquetStruct(Field field, IReadOnlyList<(string Name, ParquetNode Node)> children) : ParquetNode
{
    /// <inheritdoc/>
    public override int Definition => children[0].Node.Definition;

    /// <inheritdoc/>
    public override int Repetition => children[0].Node.Repetition;

    /// <inheritdoc/>
    public override Cell Next()
    {
        if (Definition >= field.MaxDefinitionLevel)
            return new Cell(children.ToDictionary(c => c.Name, c => c.Node.Next()));
        Skip();
        return default;
    }

    /// <inheritdoc/>
    public override void Skip()
    {
        foreach (var (_, node) in children)
            node.Skip();
    }
}
