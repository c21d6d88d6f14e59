namespace TaLo.Terminal.Screens.Chatting;

/// <summary>A line of a conversation on the screen.</summary>
/// <param name="Pieces">Its pieces, each with its column.</param>
internal sealed record TranscriptRow(params IReadOnlyList<(int X, string Text, TextKind TextKind)> Pieces)
{
    /// <summary>A line without anything.</summary>
    public static TranscriptRow Blank { get; } = new([]);

    /// <summary>The pictures' lines that it shows, each with its column.</summary>
    public IReadOnlyList<(int X, Attachment Image, int Line)> Pictures { get; init; } = [];

    /// <summary>Two lines side by side.</summary>
    /// <param name="left">The left one.</param>
    /// <param name="right">The right one.</param>
    /// <param name="column">Where the right one begins.</param>
    public static TranscriptRow Beside(TranscriptRow left, TranscriptRow right, int column) =>
        new([.. left.Pieces, (column - 2, "│", TextKind.Dim), .. right.Pieces.Select(p => p with { X = p.X + column })]);
}
