using System.Text;

namespace TaLo.Scoring;

/// <summary>One line of a template: literal text and placeholders in turn.</summary>
internal sealed class PromptLine
{
    private readonly List<Piece> _pieces = [];

    public bool Has(string placeholder) => _pieces.Contains(new Piece(placeholder, true));

    public int CountOf(string placeholder) => _pieces.Count(piece => piece == new Piece(placeholder, true));

    /// <summary>The line with its placeholders' values; one without a value disappears with the white space behind it.</summary>
    public string Render(Func<string, string?> valueOf)
    {
        var text = new StringBuilder();
        var isLost = false;
        foreach (var piece in _pieces)
        {
            var value = piece.IsPlaceholder ? valueOf(piece.Text) : isLost ? piece.Text.TrimStart() : piece.Text;
            isLost = value is null;
            text.Append(value);
        }

        return text.ToString();
    }

    /// <summary>Reads one line: <c>{name}</c> is a placeholder, <c>{{</c> and <c>}}</c> are braces.</summary>
    /// <exception cref="PromptException">A brace without its partner, or a placeholder that is not allowed here.</exception>
    public static PromptLine Parse(string text, string where, params string[] allowed)
    {
        var line = new PromptLine();
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('{' or '}'))
            {
                literal.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == text[at])
            {
                literal.Append(text[at++]);
            }
            else
            {
                var end = text[at] == '{' ? text.IndexOf('}', at) : -1;
                if (end < 0) throw new PromptException(where + "a brace without its partner; write {{ or }} for a brace");
                var name = text[(at + 1)..end];
                if (!allowed.Contains(name))
                    throw new PromptException(where + $"unknown placeholder {{{name}}}; known here: {Known(allowed)}");
                line._pieces.Add(new Piece(literal.ToString(), false));
                line._pieces.Add(new Piece(name, true));
                literal.Clear();
                at = end;
            }
        }
        line._pieces.Add(new Piece(literal.ToString(), false));
        return line;
    }

    private static string Known(string[] names) => string.Join(", ", names.Select(name => $"{{{name}}}"));

    private readonly record struct Piece(string Text, bool IsPlaceholder);
}
