using TaLo.Tasks;

namespace TaLo.Scoring;

/// <summary>What is asked where an answer is generated: with options as always, for yes or no and open questions in VLMEvalKit's words.</summary>
public static class GenerationPrompts
{
    private const string YesNoText = """
        chat: yes
        ---
        {image}
        {hint}
        {question}
        Please answer yes or no.
        """;

    private const string OpenText = """
        chat: yes
        ---
        {image}
        {hint}
        {question}
        Answer the question using a single word or phrase.
        """;

    private static readonly PromptTemplate YesNo = PromptTemplate.Parse(YesNoText, "yes or no", showsOptions: false);
    private static readonly PromptTemplate Open = PromptTemplate.Parse(OpenText, "open question", showsOptions: false);

    /// <summary>The template for a sample: the user's own for all, else one for each kind of question.</summary>
    /// <param name="asked">The sweep's template.</param>
    /// <param name="kind">How the sample is asked.</param>
    public static PromptTemplate For(PromptTemplate asked, QuestionKind kind)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return kind switch
        {
            QuestionKind.YesNo when asked.HasWordsOf(PromptTemplate.Default) => YesNo.WithAdditionsOf(asked),
            QuestionKind.Open when asked.HasWordsOf(PromptTemplate.Default) => Open.WithAdditionsOf(asked),
            _ => asked,
        };
    }
}
