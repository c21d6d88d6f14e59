using System.Globalization;
using TaLo.ChatTemplates.Nodes;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Syntax;

/// <summary>What operators stand between: values, what is reached inside them, calls, filters and tests.</summary>
internal sealed partial class ExpressionParser
{
    /// <summary>Reads what stands between parentheses, if they are there.</summary>
    public ArgumentList ParseArguments()
    {
        if (!tokens.Skip("("))
            return ArgumentList.Empty;
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        while (!tokens.Skip(")"))
        {
            if (positional.Count + named.Count > 0)
            {
                tokens.Expect(",");
                if (tokens.Skip(")"))
                    break;
            }
            if (tokens.Current.Kind == TokenKind.Name && tokens.Ahead.IsSymbol("="))
            {
                var name = tokens.Next().Text;
                tokens.Next();
                named.Add((name, Parse()));
            }
            else if (named.Count > 0 || tokens.Current.IsSymbol("*") || tokens.Current.IsSymbol("**"))
            {
                throw new TemplateException(tokens.Current.Line, "such arguments of a call are not supported");
            }
            else
            {
                positional.Add(Parse());
            }
        }
        return new ArgumentList(positional, named);
    }

    private Expression ParsePrimary()
    {
        var token = tokens.Next();
        switch (token)
        {
            case { Kind: TokenKind.Name, Text: "true" or "True" or "false" or "False" }:
                return new Literal(BoolValue.Of(token.Text is "true" or "True"), token.Line);
            case { Kind: TokenKind.Name, Text: "none" or "None" }:
                return new Literal(NoneValue.Instance, token.Line);
            case { Kind: TokenKind.Name }:
                return new Name(token.Text, token.Line);
            case { Kind: TokenKind.Text }:
                return new Literal(TextValue.Given(ParseText(token.Text)), token.Line);
            case { Kind: TokenKind.Whole }:
                return new Literal(IntValue.Of(ParseWhole(token)), token.Line);
            case { Kind: TokenKind.Real }:
                return new Literal(new FloatValue(double.Parse(token.Text, CultureInfo.InvariantCulture)), token.Line);
            case { Kind: TokenKind.Symbol, Text: "(" }:
                return ParseParentheses(token.Line);
            case { Kind: TokenKind.Symbol, Text: "[" }:
                return new Items(ParseSequence("]", Parse), isTuple: false, token.Line);
            case { Kind: TokenKind.Symbol, Text: "{" }:
                return new Entries(ParseSequence("}", ParseEntry), token.Line);
            default:
                throw new TemplateException(token.Line, $"unexpected {token}");
        }
    }

    private static long ParseWhole(Token token) => long.TryParse(token.Text, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new TemplateException(token.Line, "a whole number has more than 64 bits");

    /// <summary>Texts that follow one another are one.</summary>
    private string ParseText(string first)
    {
        if (tokens.Current.Kind != TokenKind.Text)
            return first;
        var parts = new List<string> { first };
        while (tokens.Current.Kind == TokenKind.Text)
            parts.Add(tokens.Next().Text);
        return string.Concat(parts);
    }

    private Expression ParseParentheses(int line)
    {
        if (tokens.Skip(")"))
            return new Items([], isTuple: true, line);
        var value = ParseTuple();
        tokens.Expect(")");
        return value;
    }

    private List<T> ParseSequence<T>(string end, Func<T> parse)
    {
        var items = new List<T>();
        while (!tokens.Skip(end))
        {
            if (items.Count > 0)
            {
                tokens.Expect(",");
                if (tokens.Skip(end))
                    break;
            }
            items.Add(parse());
        }
        return items;
    }

    private (Expression, Expression) ParseEntry()
    {
        var key = Parse();
        tokens.Expect(":");
        return (key, Parse());
    }

    private Expression ParsePostfix(Expression value)
    {
        while (true)
        {
            var line = tokens.Current.Line;
            if (tokens.Skip("."))
                value = ParseAttribute(value, line);
            else if (tokens.Skip("["))
                value = ParseSubscript(value, line);
            else if (tokens.Current.IsSymbol("("))
                value = new Call(value, ParseArguments(), line);
            else
                return value;
        }
    }

    private Expression ParseAttribute(Expression value, int line) => tokens.Current.Kind switch
    {
        TokenKind.Name => new AttributeAccess(value, tokens.Next().Text, line),
        TokenKind.Whole => new ItemAccess(value, ParsePrimary(), line),
        _ => throw tokens.Unexpected("a name or number"),
    };

    private Expression ParseSubscript(Expression value, int line)
    {
        var start = tokens.Current.IsSymbol(":") ? null : Parse();
        if (start is not null && tokens.Skip("]"))
            return new ItemAccess(value, start, line);
        tokens.Expect(":");
        var stop = ParseBound();
        var step = tokens.Skip(":") ? ParseBound() : null;
        tokens.Expect("]");
        return new SliceAccess(value, start, stop, step, line);
    }

    private Expression? ParseBound() => tokens.Current.IsSymbol(":") || tokens.Current.IsSymbol("]") ? null : Parse();

    private Expression ParseFilters(Expression value)
    {
        while (true)
        {
            var line = tokens.Current.Line;
            if (tokens.Skip("|"))
                value = new FilterCall(value, tokens.Expect(TokenKind.Name).Text, ParseArguments(), line);
            else if (tokens.SkipName("is"))
                value = ParseTest(value, line);
            else if (tokens.Current.IsSymbol("("))
                value = new Call(value, ParseArguments(), line);
            else
                return value;
        }
    }

    private Expression ParseTest(Expression value, int line)
    {
        var isNegated = tokens.SkipName("not");
        var name = tokens.Expect(TokenKind.Name).Text;
        if (tokens.Current.IsName("is"))
            throw new TemplateException(tokens.Current.Line, "You cannot chain multiple tests with is");
        var arguments = BeginsArgument() ? new ArgumentList([ParsePostfix(ParsePrimary())], []) : ParseArguments();
        var test = new TestCall(value, name, arguments, line);
        return isNegated ? new Not(test, line) : test;
    }

    /// <summary>A test's only argument needs no parentheses.</summary>
    private bool BeginsArgument() => tokens.Current switch
    {
        { Kind: TokenKind.Name, Text: "else" or "or" or "and" } => false,
        { Kind: TokenKind.Name or TokenKind.Text or TokenKind.Whole or TokenKind.Real } => true,
        { Kind: TokenKind.Symbol, Text: "[" or "{" } => true,
        _ => false,
    };
}
