using System.Globalization;
using System.Text;

namespace TaLo.ChatTemplates.Syntax;

/// <summary>Cuts what stands inside a tag into tokens.</summary>
/// <param name="source">Where it stands.</param>
/// <param name="end">The token that ends the tag.</param>
/// <param name="readEnd">Reads the tag's end if it comes next.</param>
internal sealed class CodeScanner(Source source, TokenKind end, Func<bool> readEnd)
{
    // Longer ones first.
    private static readonly string[] Symbols =
    [
        "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";",
    ];

    // A tag does not end inside brackets: what they wait for.
    private readonly Stack<string> brackets = new();

    /// <summary>The tokens up to and with the tag's end, or up to the template's.</summary>
    public IEnumerable<Token> Tokens()
    {
        while (true)
        {
            source.SkipSpace();
            if (source.IsAtEnd)
                yield break;
            var line = source.Line;
            if (brackets.Count == 0 && readEnd())
            {
                yield return new Token(end, "", line);
                yield break;
            }
            yield return Read(line);
        }
    }

    private Token Read(int line)
    {
        var c = source.Next;
        if (char.IsAsciiDigit(c))
            return ReadNumber(line);
        if (char.IsLetter(c) || c == '_')
            return new Token(TokenKind.Name, ReadWhile(c => char.IsLetterOrDigit(c) || c == '_'), line);
        if (c is '\'' or '"')
            return new Token(TokenKind.Text, ReadText(c), line);
        foreach (var symbol in Symbols)
        {
            if (source.Skip(symbol))
            {
                Balance(symbol);
                return new Token(TokenKind.Symbol, symbol, line);
            }
        }
        throw source.Error($"unexpected char '{c}'");
    }

    private void Balance(string symbol)
    {
        if (symbol is "(" or "[" or "{")
            brackets.Push(symbol == "(" ? ")" : symbol == "[" ? "]" : "}");
        else if (symbol is ")" or "]" or "}" && (!brackets.TryPop(out var expected) || expected != symbol))
            throw source.Error($"unexpected '{symbol}'{(expected is null ? "" : $", expected '{expected}'")}");
    }

    private Token ReadNumber(int line)
    {
        var start = source.Position;
        var kind = TokenKind.Whole;
        if (source.Next == '0' && char.ToLowerInvariant(source.At(1)) is 'b' or 'o' or 'x')
            throw source.Error("a number in another base than 10 is not supported");
        // After a dot it is an index: items.0.1
        var isIndex = source.At(-1) == '.';
        ReadDigits();
        if (!isIndex && source.Next == '.' && char.IsAsciiDigit(source.At(1)))
        {
            source.Position++;
            ReadDigits();
            kind = TokenKind.Real;
        }
        if (!isIndex && source.Next is 'e' or 'E' && char.IsAsciiDigit(source.At(source.At(1) is '+' or '-' ? 2 : 1)))
        {
            source.Position += source.At(1) is '+' or '-' ? 2 : 1;
            ReadDigits();
            kind = TokenKind.Real;
        }
        return new Token(kind, source.Between(start, source.Position).Replace("_", "", StringComparison.Ordinal), line);
    }

    private void ReadDigits()
    {
        while (char.IsAsciiDigit(source.Next) || (source.Next == '_' && char.IsAsciiDigit(source.At(1))))
            source.Position++;
    }

    private string ReadWhile(Func<char, bool> belongs)
    {
        var start = source.Position;
        while (belongs(source.Next))
            source.Position++;
        return source.Between(start, source.Position);
    }

    private string ReadText(char quote)
    {
        var text = new StringBuilder();
        source.Position++;
        while (!source.IsAtEnd && source.Next != quote)
        {
            var c = source.Next;
            source.Position++;
            if (c == '\\')
                text.Append(ReadEscape());
            else
                text.Append(c);
        }
        if (source.IsAtEnd)
            throw source.Error("a text has no closing quote");
        source.Position++;
        return text.ToString();
    }

    /// <summary>What a backslash and the characters after it stand for, as in Python.</summary>
    private string ReadEscape()
    {
        if (source.IsAtEnd)
            return "";
        var c = source.Next;
        source.Position++;
        switch (c)
        {
            case '\n':
                return "";
            case 'x':
                return ReadCode(2);
            case 'u':
                return ReadCode(4);
            case 'U':
                return ReadCode(8);
            case >= '0' and <= '7':
                source.Position--;
                return ReadOctal();
            case 'N':
                throw source.Error("a character by its name is not supported");
        }
        const string Letters = "abfnrtv\\'\"", Characters = "\a\b\f\n\r\t\v\\'\"";
        return Letters.IndexOf(c, StringComparison.Ordinal) is >= 0 and var index ? Characters[index].ToString() : $"\\{c}";
    }

    private string ReadCode(int digits)
    {
        var start = source.Position;
        for (var i = 0; i < digits; i++)
        {
            if (!char.IsAsciiHexDigit(source.Next))
                throw source.Error("a character's code is cut short");
            source.Position++;
        }
        var code = uint.Parse(source.Between(start, source.Position), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return code switch
        {
            < 0x10000 => ((char)code).ToString(),
            <= 0x10ffff => char.ConvertFromUtf32((int)code),
            _ => throw source.Error("there is no such character"),
        };
    }

    private string ReadOctal()
    {
        var code = 0;
        for (var i = 0; i < 3 && source.Next is >= '0' and <= '7'; i++)
        {
            code = (code * 8) + source.Next - '0';
            source.Position++;
        }
        return ((char)code).ToString();
    }
}
