using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Syntax;

/// <summary>A template's characters, and how far they are read.</summary>
internal sealed class Source
{
    private const int Longest = 128 * 1024;
    private readonly string text;
    private int counted;
    private int line = 1;

    /// <summary>Takes a template: every line end becomes one kind, and the last one is dropped.</summary>
    public Source(string template)
    {
        if (template.Length > Longest)
            throw new TemplateException(1, $"the template has {template.Length} characters, more than {Longest}");
        text = template.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (text.EndsWith('\n'))
            text = text[..^1];
    }

    /// <summary>The next character's index.</summary>
    public int Position { get; set; }

    /// <summary>Whether everything is read.</summary>
    public bool IsAtEnd => Position >= text.Length;

    /// <summary>The line of the next character.</summary>
    public int Line
    {
        get
        {
            line += text.AsSpan(counted, Position - counted).Count('\n');
            counted = Position;
            return line;
        }
    }

    /// <summary>The next character, or NUL at the end.</summary>
    public char Next => At(0);

    /// <summary>A character further on, or before with a negative offset; NUL outside.</summary>
    public char At(int offset) => Position + offset >= 0 && Position + offset < text.Length ? text[Position + offset] : '\0';

    /// <summary>Reads this text if it comes next.</summary>
    public bool Skip(string expected)
    {
        if (!text.AsSpan(Position).StartsWith(expected, StringComparison.Ordinal))
            return false;
        Position += expected.Length;
        return true;
    }

    /// <summary>Reads white space.</summary>
    public void SkipSpace()
    {
        while (!IsAtEnd && CodePoints.IsSpace(Next))
            Position++;
    }

    /// <summary>The index of a text from here on, or -1.</summary>
    public int Find(string part) => text.IndexOf(part, Position, StringComparison.Ordinal);

    /// <summary>The characters from one index to another.</summary>
    public string Between(int start, int end) => text[start..end];

    /// <summary>Reads all that is left; the characters from an index on.</summary>
    public string ReadToEnd(int start)
    {
        Position = text.Length;
        return text[start..];
    }

    /// <summary>An error here.</summary>
    public TemplateException Error(string message) => new(Line, message);
}
