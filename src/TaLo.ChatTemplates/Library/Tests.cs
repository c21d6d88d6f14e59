using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>The tests by name: <c>value is name(arguments)</c>.</summary>
internal static class Tests
{
    private delegate bool Test(Run run, Value value, Arguments arguments);

    private static readonly Dictionary<string, Test> All = new(StringComparer.Ordinal)
    {
        ["defined"] = (_, value, _) => value is not UndefinedValue,
        ["undefined"] = (_, value, _) => value is UndefinedValue,
        ["none"] = (_, value, _) => value is NoneValue,
        ["boolean"] = (_, value, _) => value is BoolValue,
        ["true"] = (_, value, _) => value == BoolValue.True,
        ["false"] = (_, value, _) => value == BoolValue.False,
        ["integer"] = (_, value, _) => value is IntValue,
        ["float"] = (_, value, _) => value is FloatValue,
        ["number"] = (_, value, _) => Numbers.Is(value),
        ["string"] = (_, value, _) => value is TextValue,
        ["mapping"] = (_, value, _) => value is DictValue,
        ["sequence"] = (_, value, _) => value is TextValue or SequenceValue or DictValue or UndefinedValue,
        ["iterable"] = (_, value, _) => Iteration.Is(value),
        ["callable"] = (_, value, _) => value is FunctionValue or UndefinedValue,
        ["lower"] = (run, value, _) => TextMethods.IsLower(Writing.Text(value, run.Budget).Text, run.Budget),
        ["upper"] = (run, value, _) => TextMethods.IsUpper(Writing.Text(value, run.Budget).Text, run.Budget),
        ["odd"] = (run, value, _) => Remainder(run, value, IntValue.Of(2)) == 1,
        ["even"] = (run, value, _) => Remainder(run, value, IntValue.Of(2)) == 0,
        ["divisibleby"] = (run, value, a) => Remainder(run, value, Sequences.Required(a, "divisibleby")) == 0,
        ["in"] = (run, value, a) => Comparison.Contains(Sequences.Required(a, "in"), value, run.Budget),
        ["sameas"] = (run, value, a) => IsSame(value, Sequences.Required(a, "sameas"), run.Budget),
        ["eq"] = IsEqual,
        ["equalto"] = IsEqual,
        ["=="] = IsEqual,
        ["ne"] = (run, value, a) => !IsEqual(run, value, a),
        ["!="] = (run, value, a) => !IsEqual(run, value, a),
        ["lt"] = (run, value, a) => Order(run, value, a) < 0,
        ["lessthan"] = (run, value, a) => Order(run, value, a) < 0,
        ["<"] = (run, value, a) => Order(run, value, a) < 0,
        ["le"] = (run, value, a) => Order(run, value, a) <= 0,
        ["<="] = (run, value, a) => Order(run, value, a) <= 0,
        ["gt"] = (run, value, a) => Order(run, value, a) > 0,
        ["greaterthan"] = (run, value, a) => Order(run, value, a) > 0,
        [">"] = (run, value, a) => Order(run, value, a) > 0,
        ["ge"] = (run, value, a) => Order(run, value, a) >= 0,
        [">="] = (run, value, a) => Order(run, value, a) >= 0,
    };

    /// <summary>Whether a test holds.</summary>
    /// <exception cref="Refusal">There is no such test, or it does not take the value.</exception>
    public static bool Holds(Run run, string name, Value value, Arguments arguments) => All.TryGetValue(name, out var test)
        ? test(run, value, arguments)
        : throw new Refusal($"the test '{name}' is not supported");

    private static double Remainder(Run run, Value value, Value divisor) =>
        Numbers.Float(Arithmetic.Apply("%", value, divisor, run.Budget));

    private static bool IsEqual(Run run, Value value, Arguments arguments) =>
        Comparison.AreEqual(value, Sequences.Required(arguments, "a comparison"), run.Budget);

    private static int? Order(Run run, Value value, Arguments arguments) =>
        Comparison.Compare(value, Sequences.Required(arguments, "a comparison"), run.Budget);

    private static bool IsSame(Value value, Value other, Budget budget) => value.GetType() == other.GetType()
        && (value is SequenceValue or DictValue ? ReferenceEquals(value, other) : Comparison.AreEqual(value, other, budget));
}
