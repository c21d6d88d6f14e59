using System.Globalization;
using System.Runtime.CompilerServices;
using TaLo.ChatTemplates.Nodes;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Syntax;

/// <summary>Reads expressions, by Jinja's precedence.</summary>
internal sealed class ExpressionParser(TokenStream tokens)
{
    private const int Deepest = 100;

    // From what binds loosely to what binds tightly.
    private static readonly string[][] Calculations = [["+", "-"], ["~"], ["*", "/", "//", "%"], ["**"]];

    private int depth;

    /// <summary>Reads an expression.</summary>
    public Expression Parse()
    {
        Enter();
        var line = tokens.Current.Line;
        var value = ParseCondition();
        while (tokens.SkipName("if"))
        {
            var condition = ParseCondition();
            value = new Conditional(condition, value, tokens.SkipName("else") ? Parse() : null, line);
        }
        depth--;
        return value;
    }

    /// <summary>Reads an expression that is not <c>a if b else c</c>.</summary>
    public Expression ParseCondition() => ParseChoice("or", () => ParseChoice("and", ParseNot));

    /// <summary>Reads an expression or, with commas, a tuple.</summary>
    public Expression ParseTuple(bool withConditional = true)
    {
        var line = tokens.Current.Line;
        var first = withConditional ? Parse() : ParseCondition();
        if (!tokens.Current.IsSymbol(","))
            return first;
        var items = new List<Expression> { first };
        while (tokens.Skip(",") && !IsTupleEnd())
            items.Add(withConditional ? Parse() : ParseCondition());
        return new Items(items, isTuple: true, line);
    }

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

    private bool IsTupleEnd() => tokens.Current.Kind is TokenKind.ValueEnd or TokenKind.TagEnd || tokens.Current.IsSymbol(")");

    private Expression ParseChoice(string keyword, Func<Expression> parse)
    {
        var left = parse();
        while (tokens.Current.IsName(keyword))
        {
            var line = tokens.Next().Line;
            left = new Choice(keyword == "and", left, parse(), line);
        }
        return left;
    }

    private Expression ParseNot()
    {
        if (!tokens.Current.IsName("not"))
            return ParseComparisons();
        Enter();
        var line = tokens.Next().Line;
        var not = new Not(ParseNot(), line);
        depth--;
        return not;
    }

    private Expression ParseComparisons()
    {
        var line = tokens.Current.Line;
        var first = ParseCalculation(0);
        var rest = new List<(string, Expression)>();
        while (true)
        {
            if (tokens.Current is { Kind: TokenKind.Symbol, Text: "==" or "!=" or "<" or "<=" or ">" or ">=" })
                rest.Add((tokens.Next().Text, ParseCalculation(0)));
            else if (tokens.SkipName("in"))
                rest.Add(("in", ParseCalculation(0)));
            else if (tokens.Current.IsName("not") && tokens.Ahead.IsName("in") && tokens.SkipName("not") && tokens.SkipName("in"))
                rest.Add(("not in", ParseCalculation(0)));
            else
                return rest.Count == 0 ? first : new Comparisons(first, rest, line);
        }
    }

    private Expression ParseCalculation(int level)
    {
        if (level == Calculations.Length)
            return ParseSigned(withFilters: true);
        var left = ParseCalculation(level + 1);
        while (tokens.Current.Kind == TokenKind.Symbol && Calculations[level].Contains(tokens.Current.Text))
        {
            var symbol = tokens.Next();
            left = new Calculation(symbol.Text, left, ParseCalculation(level + 1), symbol.Line);
        }
        return left;
    }

    private Expression ParseSigned(bool withFilters)
    {
        Enter();
        var token = tokens.Current;
        var value = token.IsSymbol("-") || token.IsSymbol("+")
            ? new Sign(tokens.Next().Text == "-", ParseSigned(withFilters: false), token.Line)
            : ParsePrimary();
        value = ParsePostfix(value);
        depth--;
        return withFilters ? ParseFilters(value) : value;
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
                return new Literal(long.TryParse(token.Text, CultureInfo.InvariantCulture, out var whole)
                    ? IntValue.Of(whole) : throw new TemplateException(token.Line, "a whole number has more than 64 bits"), token.Line);
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
        var test = new TestCall(value, name, BeginsArgument() ? new ArgumentList([ParsePostfix(ParsePrimary())], []) : ParseArguments(), line);
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

    private void Enter()
    {
        if (++depth > Deepest || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new TemplateException(tokens.Current.Line, "the template is too deep: expressions inside one another");
    }
}
