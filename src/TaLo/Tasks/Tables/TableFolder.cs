namespace TaLo.Tasks.Tables;

/// <summary>Several tables that are one: their rows one after another.</summary>
internal sealed class TableFolder(string path, IReadOnlyList<ITable> parts) : ITable
{
    /// <summary>So many bits of a place are the part's own.</summary>
    private const int PartShift = 40;

    /// <inheritdoc/>
    public string Path => path;

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => [.. parts.SelectMany(p => p.Columns).Distinct()];

    /// <inheritdoc/>
    public IEnumerable<Row> Scan() =>
        parts.SelectMany((part, number) => part.Scan().Select(row => new PartRow(row, (long)number << PartShift | row.Place)));

    /// <inheritdoc/>
    public Row Read(long place) => new PartRow(parts[(int)(place >> PartShift)].Read(place & (1L << PartShift) - 1), place);

    /// <inheritdoc/>
    public void WritePlaces(BinaryWriter writer)
    {
        foreach (var part in parts)
            part.WritePlaces(writer);
    }

    /// <inheritdoc/>
    public void ReadPlaces(BinaryReader reader)
    {
        foreach (var part in parts)
            part.ReadPlaces(reader);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in parts)
            part.Dispose();
    }

    private sealed class PartRow(Row row, long place) : RowView(row)
    {
        public override long Place => place;
    }
}
