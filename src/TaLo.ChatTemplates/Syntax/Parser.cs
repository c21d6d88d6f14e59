using System.Runtime.CompilerServices;
using TaLo.ChatTemplates.Nodes;

namespace TaLo.ChatTemplates.Syntax;

/// <summary>Reads a template's statements.</summary>
internal sealed class Parser
{
    private const int Deepest = 50;
    private readonly TokenStream tokens;
    private readonly ExpressionParser expressions;
    private int depth;

    // How many loops a break would find around it.
    private int loops;

    private Parser(TokenStream tokens)
    {
        this.tokens = tokens;
        expressions = new ExpressionParser(tokens);
    }

    /// <summary>Reads a template.</summary>
    /// <exception cref="TemplateException">It is not understood.</exception>
    public static Body Parse(string source)
    {
        using var tokens = new TokenStream(new Lexer(source).Tokens());
        return new Parser(tokens).ParseBody();
    }

    /// <summary>Reads statements up to one of these keywords, which is at hand afterwards; without any, up to the end.</summary>
    private Body ParseBody(params string[] ends)
    {
        if (++depth > Deepest || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Error("the template is too deep: statements inside one another");
        var statements = new List<Statement>();
        while (tokens.Current.Kind != TokenKind.End)
        {
            var token = tokens.Next();
            switch (token.Kind)
            {
                case TokenKind.Data:
                    statements.Add(new Data(token.Text, token.Line));
                    break;
                case TokenKind.ValueBegin:
                    statements.Add(new Output(expressions.ParseTuple(), token.Line));
                    tokens.Expect(TokenKind.ValueEnd);
                    break;
                case TokenKind.TagBegin when tokens.Current.Kind == TokenKind.Name && ends.Contains(tokens.Current.Text):
                    depth--;
                    return new Body(statements);
                default:
                    statements.Add(ParseStatement());
                    tokens.Expect(TokenKind.TagEnd);
                    break;
            }
        }
        depth--;
        return ends.Length == 0 ? new Body(statements) : throw Error($"the template ends where '{ends[^1]}' is missing");
    }

    /// <summary>Reads the end of a tag, then the statements inside, then the keyword that ends them.</summary>
    private Body ParseInner(string end)
    {
        tokens.Expect(TokenKind.TagEnd);
        var body = ParseBody(end);
        tokens.Next();
        return body;
    }

    private Statement ParseStatement()
    {
        var token = tokens.Expect(TokenKind.Name);
        return token.Text switch
        {
            "if" => ParseIf(token.Line),
            "for" => ParseFor(token.Line),
            "set" => ParseSet(token.Line),
            "macro" => ParseMacro(token.Line),
            "generation" => new Generation(OutsideLoops(() => ParseInner("endgeneration")), token.Line),
            "break" or "continue" when loops > 0 => new Jump(token.Text == "break" ? Flow.Break : Flow.Continue, token.Line),
            "break" or "continue" => throw new TemplateException(token.Line, $"'{token.Text}' outside loop"),
            _ => throw new TemplateException(token.Line, $"the tag '{token.Text}' is not supported"),
        };
    }

    private If ParseIf(int line)
    {
        var branches = new List<(Expression, Body)>();
        while (true)
        {
            var condition = expressions.ParseTuple(withConditional: false);
            tokens.Expect(TokenKind.TagEnd);
            branches.Add((condition, ParseBody("elif", "else", "endif")));
            switch (tokens.Next().Text)
            {
                case "else":
                    return new If(branches, ParseInner("endif"), line);
                case "endif":
                    return new If(branches, Body.Empty, line);
            }
        }
    }

    private For ParseFor(int line)
    {
        var target = ParseTargets(withAttributes: false);
        if (!tokens.SkipName("in"))
            throw tokens.Unexpected("'in'");
        var items = expressions.ParseTuple(withConditional: false);
        var condition = tokens.SkipName("if") ? expressions.Parse() : null;
        if (tokens.Current.IsName("recursive"))
            throw Error("a recursive loop is not supported");
        tokens.Expect(TokenKind.TagEnd);
        loops++;
        var body = ParseBody("else", "endfor");
        loops--;
        var otherwise = tokens.Next().Text == "else" ? ParseInner("endfor") : Body.Empty;
        return new For(target, items, condition, body, otherwise, line);
    }

    private Statement ParseSet(int line)
    {
        var target = ParseTargets(withAttributes: true);
        if (tokens.Skip("="))
            return new Set(target, expressions.ParseTuple(), line);
        var filters = new List<(string, ArgumentList)>();
        while (tokens.Skip("|"))
            filters.Add((tokens.Expect(TokenKind.Name).Text, expressions.ParseArguments()));
        return new SetBlock(target, filters, OutsideLoops(() => ParseInner("endset")), line);
    }

    private Macro ParseMacro(int line)
    {
        var name = tokens.Expect(TokenKind.Name).Text;
        var parameters = new List<(string, Expression?)>();
        tokens.Expect("(");
        while (!tokens.Skip(")"))
        {
            if (parameters.Count > 0)
                tokens.Expect(",");
            var parameter = tokens.Expect(TokenKind.Name).Text;
            parameters.Add((parameter, tokens.Skip("=") ? expressions.Parse() : null));
        }
        return new Macro(name, parameters, OutsideLoops(() => ParseInner("endmacro")), line);
    }

    private Target ParseTargets(bool withAttributes)
    {
        var targets = new List<Target> { ParseTarget(withAttributes) };
        var isTuple = tokens.Current.IsSymbol(",");
        while (tokens.Skip(",") && tokens.Current.Kind == TokenKind.Name && !tokens.Current.IsName("in"))
            targets.Add(ParseTarget(withAttributes));
        return isTuple ? new TupleTarget(targets) : targets[0];
    }

    private Target ParseTarget(bool withAttributes)
    {
        if (tokens.Skip("("))
        {
            var inner = ParseTargets(withAttributes);
            tokens.Expect(")");
            return inner;
        }
        var name = tokens.Expect(TokenKind.Name).Text;
        return withAttributes && tokens.Skip(".")
            ? new AttributeTarget(name, tokens.Expect(TokenKind.Name).Text)
            : new NameTarget(name);
    }

    /// <summary>Reads a body that no break can leave.</summary>
    private Body OutsideLoops(Func<Body> parse)
    {
        (var outer, loops) = (loops, 0);
        var body = parse();
        loops = outer;
        return body;
    }

    private TemplateException Error(string message) => new(tokens.Current.Line, message);
}
