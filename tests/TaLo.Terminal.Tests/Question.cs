namespace TaLo.Terminal.Tests;

/// <summary>One row of a data set; change what a test is about with <c>with</c>.</summary>
internal sealed record Question(string Index, string Image, string Answer = "A", string Task = "colour")
{
    public const string Header = "index\tquestion\tA\tB\tC\tanswer\tcategory\tl2-category\timage";

    /// <summary>A sound question; the number chooses image and answer.</summary>
    public static Question Number(int number, string task = "colour") =>
        new($"{number}", Base64(Png.Noise(28, 28, number)), $"{"ABC"[number % 3]}", task);

    /// <summary>Sound questions of one task.</summary>
    public static IEnumerable<Question> Some(int count, int first = 1, string task = "colour") =>
        Enumerable.Range(first, count).Select(i => Number(i, task));

    /// <summary>Bytes as an image cell.</summary>
    public static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);

    /// <summary>The text of a data set file.</summary>
    public static byte[] Tsv(IEnumerable<Question> questions) =>
        System.Text.Encoding.UTF8.GetBytes($"{Header}\n" + string.Concat(questions.Select(q => $"{q}\n")));

    public override string ToString() =>
        $"{Index}\tWhich is number {Index}?\tred\tgreen\tblue\t{Answer}\t{Task}\tlooks\t{Image}";
}
