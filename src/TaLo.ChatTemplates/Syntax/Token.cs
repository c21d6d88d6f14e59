namespace TaLo.ChatTemplates.Syntax;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>Text outside tags.</summary>
    Data,

    /// <summary><c>{{</c></summary>
    ValueBegin,

    /// <summary><c>}}</c></summary>
    ValueEnd,

    /// <summary><c>{%</c></summary>
    TagBegin,

    /// <summary><c>%}</c></summary>
    TagEnd,

    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary>A text in quotes, without them.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A floating point number.</summary>
    Real,

    /// <summary>An operator, bracket or separator.</summary>
    Symbol,

    /// <summary>The end of the template.</summary>
    End,
}

/// <summary>A piece of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Line">Where it begins, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    /// <summary>Whether it is that symbol.</summary>
    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>Whether it is that keyword.</summary>
    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    /// <summary>What messages call it.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.Data => "text",
        TokenKind.ValueBegin => "'{{'",
        TokenKind.ValueEnd => "'}}'",
        TokenKind.TagBegin => "'{%'",
        TokenKind.TagEnd => "'%}'",
        TokenKind.Text => "a text in quotes",
        TokenKind.End => "the end of the template",
        _ => $"'{Text}'",
    };
}
