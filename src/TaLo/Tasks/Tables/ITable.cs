using System.Text;

namespace TaLo.Tasks.Tables;

/// <summary>A file, or a folder of files, that holds rows with named cells. Rows are read one at a time, never kept.</summary>
internal interface ITable : IDisposable
{
    /// <summary>What it is called in messages: its path.</summary>
    string Path { get; }

    /// <summary>Every column that was met so far; all of them after a scan.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Reads every row once, in the file's order; each is valid until the next is asked for.</summary>
    /// <exception cref="DataSetException">The file is broken; the message says where.</exception>
    IEnumerable<Row> Scan();

    /// <summary>Reads one row again. Only one caller at a time.</summary>
    /// <param name="place">Its <see cref="Row.Place"/>.</param>
    /// <exception cref="SampleException">It cannot be read any more.</exception>
    Row Read(long place);

    /// <summary>Writes what a scan found out about where its rows are, so that <see cref="Read"/> needs no other.</summary>
    void WritePlaces(BinaryWriter writer);

    /// <summary>Takes over what was written of the same file; the table is then as after a scan.</summary>
    /// <exception cref="EndOfStreamException">It is cut off.</exception>
    void ReadPlaces(BinaryReader reader);
}

/// <summary>One row of a table.</summary>
internal abstract class Row
{
    /// <summary>What finds it again.</summary>
    public abstract long Place { get; }

    /// <summary>The beginning of a message about it: file and line.</summary>
    public abstract string Where { get; }

    /// <summary>The file that it stands in.</summary>
    public abstract string File { get; }

    /// <summary>Its number in that file, 1-based.</summary>
    public abstract long Number { get; }

    /// <summary>One of its cells; missing where it has none of that name.</summary>
    public abstract Cell this[string column] { get; }

    /// <summary>Whether a cell is there, without reading it.</summary>
    public virtual bool Has(string column) => !this[column].IsMissing;

    /// <summary>A cell's text as UTF-8, without white space around it; empty where it is none. Valid until the next row is asked for.</summary>
    public virtual ReadOnlySpan<byte> Utf8(string column) => this[column].Word is { } text ? Encoding.UTF8.GetBytes(text) : [];
}

/// <summary>A row seen otherwise.</summary>
internal abstract class RowView(Row row) : Row
{
    /// <inheritdoc/>
    public override long Place => row.Place;

    /// <inheritdoc/>
    public override string Where => row.Where;

    /// <inheritdoc/>
    public override string File => row.File;

    /// <inheritdoc/>
    public override long Number => row.Number;

    /// <inheritdoc/>
    public override Cell this[string column] => row[column];

    /// <inheritdoc/>
    public override bool Has(string column) => row.Has(column);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Utf8(string column) => row.Utf8(column);
}
