namespace TaLo.ChatTemplates.Tests;

public sealed class ChatTemplateTests
{
    public static TheoryData<string> Names => [.. OwnTemplates.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_render_own_templates(string name)
    {
        var (template, expected) = OwnTemplates.All[name];
        Assert.Equal(expected, Rendering.Render(template));
    }

    [Fact]
    public void Should_leave_the_answer_open_only_when_asked_to()
    {
        var template = ChatTemplate.Parse(OwnTemplates.ChatMl);
        var closed = template.Render(Rendering.Input with { AddGenerationPrompt = false });
        Assert.EndsWith("Which colour?<|im_end|>\n", closed, StringComparison.Ordinal);
        Assert.Equal(closed + "<|im_start|>assistant\n", template.Render(Rendering.Input));
    }

    [Theory]
    [InlineData(null, "undefined")]
    [InlineData(true, "on")]
    [InlineData(false, "off")]
    public void Should_pass_on_whether_to_think(bool? thinking, string expected)
    {
        var template = ChatTemplate.Parse(
            "{{ messages[0].content ~ '/' ~ ('undefined' if enable_thinking is not defined else 'on' if enable_thinking else 'off') }}");
        Assert.Equal("You are 'short'./" + expected, template.Render(Rendering.Input with { EnableThinking = thinking }));
    }

    [Fact]
    public void Should_render_the_same_from_many_threads()
    {
        var template = ChatTemplate.Parse(OwnTemplates.Macros);
        var prompts = new string[64];
        Parallel.For(0, prompts.Length, i => prompts[i] = template.Render(Rendering.Input));
        Assert.All(prompts, p => Assert.Equal(OwnTemplates.All["Macros"].Expected, p));
    }

    [Fact]
    public void Should_give_text_to_a_template_that_takes_text_and_parts()
    {
        const string Both = "{% for m in messages %}{{ m.content if m.content is string else m.content[0].text ~ ' in parts' }};{% endfor %}";
        Assert.Equal("You are 'short'.;Hi 😀\nthere;A car.;Which colour?;", Rendering.Render(Both));
    }

    [Fact]
    public void Should_render_a_long_conversation()
    {
        var text = string.Concat(Enumerable.Repeat("a word and another ", 1000));
        var messages = Enumerable.Range(0, 300).Select(i => new TemplateMessage(i % 2 == 0 ? "user" : "assistant", text)).ToList();
        var prompt = ChatTemplate.Parse(OwnTemplates.Alternating).Render(new TemplateInput(messages));
        Assert.True(prompt.Length > 300 * (text.Length - 1));
    }

    [Fact]
    public void Should_take_the_clock_where_no_time_is_given()
    {
        var before = DateTime.Now.Year;
        var year = ChatTemplate.Parse("{{ strftime_now('%Y') }}").Render(new TemplateInput([]));
        Assert.InRange(int.Parse(year, System.Globalization.CultureInfo.InvariantCulture), before, DateTime.Now.Year);
    }

    [Fact]
    public void Should_stop_when_cancelled()
    {
        var template = ChatTemplate.Parse(OwnTemplates.ChatMl);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => template.Render(Rendering.Input, cancellationToken: source.Token));
    }
}
