namespace TaLo.ChatTemplates.Tests;

/// <summary>Values as Python's engine writes them; every expectation was checked against jinja2 3.1.6.</summary>
public sealed class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3 - 4", "3")]
    [InlineData("2 ** 3 ** 2", "64")]
    [InlineData("-7 // 2", "-4")]
    [InlineData("-7 % 3", "2")]
    [InlineData("7 % -3", "-2")]
    [InlineData("7.5 % -2", "-0.5")]
    [InlineData("4 / 2", "2.0")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("1e15", "1000000000000000.0")]
    [InlineData("12345678901234567.0", "1.2345678901234568e+16")]
    [InlineData("1e22", "1e+22")]
    [InlineData("0.00001", "1e-05")]
    [InlineData("1_000 + true", "1001")]
    [InlineData("2 ** -1", "0.5")]
    [InlineData("-2 | abs", "2")]
    [InlineData("'a' + 'b' * 2 ~ 1 ~ none", "abb1None")]
    [InlineData("[1] + [2] * 2", "[1, 2, 2]")]
    public void Should_calculate(string expression, string expected) => Assert.Equal(expected, Rendering.Value(expression));

    [Theory]
    [InlineData("1 == 1.0 and true == 1", "True")]
    [InlineData("'a' == 1", "False")]
    [InlineData("[1, 2] == (1, 2)", "False")]
    [InlineData("{'a': 1} == {'a': 1.0}", "True")]
    [InlineData("1 < 2 < 3", "True")]
    [InlineData("1 < 3 < 2", "False")]
    [InlineData("'a' < 'b'", "True")]
    [InlineData("[1, 2] < [1, 3]", "True")]
    [InlineData("'b' in 'abc' and 'x' not in ['a']", "True")]
    [InlineData("'role' in messages[0]", "True")]
    [InlineData("missing in []", "False")]
    [InlineData("missing == other", "True")]
    [InlineData("not 'a' in 'abc'", "False")]
    [InlineData("0 or ''", "")]
    [InlineData("1 and 2 or 3", "2")]
    [InlineData("none or 'd'", "d")]
    [InlineData("'a' if false", "")]
    [InlineData("1 if false else 2 if true else 3", "2")]
    public void Should_compare_and_choose(string expression, string expected) => Assert.Equal(expected, Rendering.Value(expression));

    [Theory]
    [InlineData("'abcdef'[1:3] ~ 'abcdef'[-2:] ~ 'abcdef'[::-1]", "bceffedcba")]
    [InlineData("'abcdef'[4:1:-2]", "ec")]
    [InlineData("[1, 2, 3][10:] ~ [1, 2, 3][:-1]", "[][1, 2]")]
    [InlineData("messages[-1].role ~ messages[-1]['role']", "useruser")]
    [InlineData("messages[9]", "")]
    [InlineData("messages[1].content[3] ~ messages[1].content | length", "😀10")]
    [InlineData("messages[1].content[:4][::-1]", "😀 iH")]
    [InlineData("{'items': 1}['items']", "1")]
    [InlineData("{'items': 1}.items() | list", "[('items', 1)]")]
    [InlineData("{'a': none}.get('a', 'x') ~ {}.get('a', 'x')", "Nonex")]
    [InlineData("{'a': {'b': [10]}}.a.b.0", "10")]
    [InlineData("none.foo is defined", "False")]
    [InlineData("namespace(a=1).a ~ dict(b=2).b", "12")]
    public void Should_reach_inside(string expression, string expected) => Assert.Equal(expected, Rendering.Value(expression));

    [Theory]
    [InlineData("""['it\'s', "q\"", 'b\'"', '\n\t\\', '\x00\x7f\xa0é😀']""", """["it's", 'q"', 'b\'"', '\n\t\\', '\x00\x7f\xa0é😀']""")]
    [InlineData("[1.0, none, true, (1,), (), {}, {'a': [missing]}]", "[1.0, None, True, (1,), (), {}, {'a': [Undefined]}]")]
    [InlineData("""'\u00e9\U0001F600\101\q\'' 'next'""", """é😀A\q'next""")]
    [InlineData("1, 'a'", "(1, 'a')")]
    public void Should_write_values_as_python_does(string expression, string expected) =>
        Assert.Equal(expected, Rendering.Value(expression));

    [Theory]
    [InlineData("' a b  c  '.split()", "['a', 'b', 'c']")]
    [InlineData("' a b  c  '.split(none, 1)", "['a', 'b  c  ']")]
    [InlineData("'a,b,c'.split(',', 1) ~ 'a,b,c'.rsplit(',', 1)", "['a', 'b,c']['a,b', 'c']")]
    [InlineData("'a</think>b'.split('</think>')[-1]", "b")]
    [InlineData("'abc'.replace('', '-') ~ 'aaa'.replace('a', 'b', 2)", "-a-b-c-bba")]
    [InlineData("'xyaxy'.strip('yx') ~ ' b '.lstrip() ~ '\\nc\\n'.rstrip('\\n')", "ab \nc")]
    [InlineData("'abc'.startswith(('x', 'a')) ~ 'abc'.endswith('c')", "TrueTrue")]
    [InlineData("\"it's a dog\".title() ~ 'hELLO'.capitalize()", "It'S A DogHello")]
    [InlineData("'a\\nb\\r\\nc'.splitlines()", "['a', 'b', 'c']")]
    [InlineData("'-'.join(['a', 'b']) ~ '😀x'.find('x') ~ 'aXa'.count('a')", "a-b12")]
    [InlineData("'a-b-c'.partition('-')", "('a', '-', 'b-c')")]
    [InlineData("'12'.isdigit() ~ ''.isdigit() ~ 'AB1'.isupper()", "TrueFalseTrue")]
    public void Should_know_pythons_methods_of_text(string expression, string expected) => Assert.Equal(expected, Rendering.Value(expression));

    [Theory]
    [InlineData("missing is defined or missing is not undefined", "False")]
    [InlineData("true is integer ~ true is number ~ 1 is boolean ~ 1 is true", "FalseTrueFalseFalse")]
    [InlineData("'a' is string ~ 'a' is iterable ~ 'a' is sequence ~ {} is mapping ~ {} is sequence", "TrueTrueTrueTrueTrue")]
    [InlineData("missing is iterable ~ 5 is iterable ~ none is none", "TrueFalseTrue")]
    [InlineData("5 is odd ~ 6 is divisibleby 3 ~ 6 is divisibleby(4)", "TrueTrueFalse")]
    [InlineData("1 is in [1] ~ 1 is eq 1 ~ 2 is gt 1 ~ 'a' is not equalto 'b'", "TrueTrueTrueTrue")]
    [InlineData("not 1 is none", "True")]
    public void Should_test(string expression, string expected) =>
        Assert.Equal(expected, Rendering.Value(string.Join(" ~ ", expression.Split(" ~ ").Select(e => $"({e})"))));
}
