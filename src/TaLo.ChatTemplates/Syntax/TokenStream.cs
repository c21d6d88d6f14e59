namespace TaLo.ChatTemplates.Syntax;

/// <summary>The tokens of a template, read one by one with a look at the one after.</summary>
internal sealed class TokenStream : IDisposable
{
    private readonly IEnumerator<Token> tokens;
    private Token? ahead;

    public TokenStream(IEnumerable<Token> tokens)
    {
        this.tokens = tokens.GetEnumerator();
        Current = Read();
    }

    /// <summary>The token at hand; at the end, again and again the last.</summary>
    public Token Current { get; private set; }

    /// <summary>The one after it.</summary>
    public Token Ahead => ahead ??= Read();

    /// <summary>Goes on; the token that was at hand.</summary>
    public Token Next()
    {
        (var token, Current, ahead) = (Current, Ahead, null);
        return token;
    }

    /// <summary>Goes past this symbol if it is at hand.</summary>
    public bool Skip(string symbol)
    {
        var found = Current.IsSymbol(symbol);
        if (found)
            Next();
        return found;
    }

    /// <summary>Goes past this keyword if it is at hand.</summary>
    public bool SkipName(string name)
    {
        var found = Current.IsName(name);
        if (found)
            Next();
        return found;
    }

    /// <summary>Goes past this symbol.</summary>
    /// <exception cref="TemplateException">Another token is at hand.</exception>
    public void Expect(string symbol)
    {
        if (!Skip(symbol))
            throw Unexpected($"'{symbol}'");
    }

    /// <summary>Goes past a token of that kind.</summary>
    /// <exception cref="TemplateException">Another token is at hand.</exception>
    public Token Expect(TokenKind kind) => Current.Kind == kind ? Next()
        : throw Unexpected(kind == TokenKind.Name ? "a name" : new Token(kind, "", 0).ToString());

    /// <summary>An error: another token was expected.</summary>
    public TemplateException Unexpected(string expected) => new(Current.Line, $"expected {expected}, got {Current}");

    /// <inheritdoc/>
    public void Dispose() => tokens.Dispose();

    private Token Read() => tokens.MoveNext() ? tokens.Current : Current;
}
