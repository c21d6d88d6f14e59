using System.Runtime.CompilerServices;
using TaLo.ChatTemplates.Nodes;

namespace TaLo.ChatTemplates.Syntax;

/// <summary>Reads expressions, by Jinja's precedence.</summary>
internal sealed partial class ExpressionParser(TokenStream tokens)
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

    private void Enter()
    {
        if (++depth > Deepest || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new TemplateException(tokens.Current.Line, "the template is too deep: expressions inside one another");
    }
}
