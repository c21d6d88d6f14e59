namespace TaLo.Storage;

/// <summary>A place between two lines of the journal: its start (default), or the end of one line.</summary>
/// <param name="Bytes">Bytes up to here, the newline included.</param>
/// <param name="Sum">The checksum of the line that ends here: tells this journal from another of the same length.</param>
internal readonly record struct JournalPosition(long Bytes, string Sum)
{
    public static JournalPosition Start => new(0, "");
}
