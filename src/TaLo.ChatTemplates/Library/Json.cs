using System.Globalization;
using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>The filter <c>tojson</c> as transformers defines it: Python's <c>json.dumps</c> without escaping for HTML.</summary>
internal sealed class Json
{
    private readonly Budget budget;
    private readonly TextBuilder written;
    private readonly bool asciiOnly;
    private readonly string? indent;
    private readonly string itemSeparator;
    private readonly string keySeparator;
    private readonly bool sortKeys;

    private Json(Budget budget, Value?[] options)
    {
        this.budget = budget;
        written = new TextBuilder(budget);
        asciiOnly = options[0]?.IsTrue ?? false;
        indent = options[1] switch
        {
            null or NoneValue => null,
            TextValue text => text.Text,
            var width => new string(' ', Math.Clamp(Numbers.Small(width), 0, 100)),
        };
        (itemSeparator, keySeparator) = options[2] switch
        {
            null or NoneValue => (indent is null ? ", " : ",", ": "),
            SequenceValue { Items: [TextValue item, TextValue key] } => (item.Text, key.Text),
            _ => throw new Refusal("tojson's separators are two texts"),
        };
        sortKeys = options[3]?.IsTrue ?? false;
    }

    /// <summary>Writes a value.</summary>
    public static TextValue Write(Run run, Value value, Arguments arguments)
    {
        var json = new Json(run.Budget, arguments.Bind("tojson", "ensure_ascii", "indent", "separators", "sort_keys"));
        json.Write(value, 0);
        return TextValue.Of(json.written.ToString(), run.Budget);
    }

    private void Write(Value value, int depth)
    {
        budget.Enter();
        switch (value)
        {
            case TextValue text:
                WriteText(text.Text);
                break;
            case NoneValue or BoolValue or IntValue or FloatValue:
                written.Append(Plain(value));
                break;
            case SequenceValue sequence:
                WriteItems('[', sequence.Items, depth, Write, ']');
                break;
            case DictValue dict:
                WriteItems('{', Entries(dict), depth, WriteEntry, '}');
                break;
            default:
                throw new Refusal($"Object of type {value.Kind} is not JSON serializable");
        }
        budget.Leave();
    }

    private IReadOnlyList<Value> Entries(DictValue dict)
    {
        var entries = DictMethods.Items(dict, budget).Items;
        return sortKeys ? Sequences.Sort(entries, entry => ((TupleValue)entry).Items[0], descending: false, budget) : entries;
    }

    private void WriteEntry(Value entry, int depth)
    {
        var (key, value) = (((TupleValue)entry).Items[0], ((TupleValue)entry).Items[1]);
        WriteText(key is TextValue text ? text.Text : Plain(key));
        written.Append(keySeparator);
        Write(value, depth);
    }

    private void WriteItems(char open, IReadOnlyList<Value> items, int depth, Action<Value, int> write, char close)
    {
        written.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                written.Append(itemSeparator);
            NewLine(depth + 1);
            write(items[i], depth + 1);
        }
        if (items.Count > 0)
            NewLine(depth);
        written.Append(close);
    }

    private void NewLine(int depth)
    {
        if (indent is null)
            return;
        written.Append('\n');
        for (var i = 0; i < depth; i++)
            written.Append(indent);
    }

    private void WriteText(string text)
    {
        written.Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    written.Append('\\').Append(c);
                    break;
                case '\n' or '\r' or '\t' or '\b' or '\f':
                    written.Append('\\').Append(c switch { '\n' => 'n', '\r' => 'r', '\t' => 't', '\b' => 'b', _ => 'f' });
                    break;
                case < ' ':
                case > '~' when asciiOnly:
                    written.Append($"\\u{(int)c:x4}");
                    break;
                default:
                    written.Append(c);
                    break;
            }
        }
        written.Append('"');
    }

    private static string Plain(Value value) => value switch
    {
        NoneValue => "null",
        BoolValue => value.IsTrue ? "true" : "false",
        IntValue number => number.Number.ToString(CultureInfo.InvariantCulture),
        FloatValue { Number: var number } => double.IsNaN(number) ? "NaN"
            : double.IsInfinity(number) ? (number > 0 ? "Infinity" : "-Infinity")
            : Writing.Number(number),
        _ => throw new Refusal($"a {value.Kind} is no key in JSON"),
    };
}
