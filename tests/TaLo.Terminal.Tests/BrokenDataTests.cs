using System.Text;

namespace TaLo.Terminal.Tests;

/// <summary>Data sets that cannot be used as a whole.</summary>
public sealed class BrokenDataTests(Models models) : IClassFixture<Models>
{
    [Fact]
    public void Should_Refuse_A_Missing_Column() =>
        Refuse("index\tquestion\tA\tB\n1\twhat?\tred\tgreen\n", "found the columns index, question, A, B", "there is no answer");

    [Fact]
    public void Should_List_Questions_Without_Answers_And_Refuse_To_Sweep_Them()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("broken.tsv", "index\tquestion\n1\twhat?\n"u8.ToArray());
        Assert.Contains("open", Talo.Run(sandbox, "tasks", "broken.tsv").Succeeded().Out, StringComparison.Ordinal);
        Talo.Run(sandbox, Sweep.Of(models.Llama, "broken.tsv")).Refused("broken.tsv", "found the columns index, question", "there is no answer");
    }

    [Fact]
    public void Should_Refuse_An_Empty_File() => Refuse("", "empty");

    [Fact]
    public void Should_Refuse_A_Header_Alone() => Refuse(Question.Header + "\n", "no rows");

    [Fact]
    public void Should_Refuse_A_Row_Of_Other_Length() => Refuse(Question.Header + "\n1\twhat?\tred\n", "line 2");

    [Fact]
    public void Should_Refuse_A_Quote_That_Never_Closes() =>
        Refuse(Question.Header + "\n1\t\"what?\tred\tgreen\tblue\tA\tcolour\tlooks\tabc\n", "line 2", "quote");

    [Fact]
    public void Should_Refuse_An_Index_That_Is_There_Twice() =>
        Refuse(Encoding.UTF8.GetString(Question.Tsv([Question.Number(1), Question.Number(1)])), "line 3", "index 1");

    [Fact]
    public void Should_Refuse_A_Missing_File()
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, Sweep.Of(models.Llama, "nowhere.tsv")).Refused("nowhere.tsv");
        Talo.Run(sandbox, "tasks", "nowhere.tsv").Refused("nowhere.tsv");
    }

    [Fact]
    public void Should_Refuse_A_Model_As_Data_Set()
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, Sweep.Of(models.Llama, models.Llama)).Refused("model.gguf", "UTF-8");
    }

    private void Refuse(string text, params string[] words)
    {
        using var sandbox = new Sandbox();
        var data = sandbox.Write("broken.tsv", Encoding.UTF8.GetBytes(text));
        Talo.Run(sandbox, Sweep.Of(models.Llama, data)).Refused(["broken.tsv", .. words]);
    }
}
