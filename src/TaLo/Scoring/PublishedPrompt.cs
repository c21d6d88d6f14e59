namespace TaLo.Scoring;

/// <summary>
/// A prompt as the authors of a benchmark, of an evaluation kit or of a family of models publish it, for use by its name. What is
/// written is their words; markers of roles and images come from the model's own chat template.
/// </summary>
/// <param name="Name">What it is called.</param>
/// <param name="Source">Where it is published, in a few words.</param>
/// <param name="Text">The template.</param>
public sealed record PublishedPrompt(string Name, string Source, string Text)
{
    private const string Llava = """
        chat: yes
        ---
        {image}
        {hint}
        {question}
        {options}
        Answer with the option's letter from the given choices directly.
        """;

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<PublishedPrompt> All { get; } =
    [
        new("internvl", "InternVL in VLMEvalKit, vlm/internvl/utils.py, build_multi_choice_prompt; one image", Llava),
        new("llava", "LLaVA, llava/eval/model_vqa_mmbench.py with --single-pred-prompt", Llava),
        new("minicpm-v", "MiniCPM-Llama3-V 2.5 and later in VLMEvalKit, vlm/minicpm_v.py", """
            chat: yes
            ---
            Carefully read the following question and select the letter corresponding to the correct answer. Highlight the applicable choices without giving explanations.
            Please just indicate your choice.
            {image}
            Hint: {hint}
            Question: {question}
            Options:
            {options}
            """),
        new("mmbench", "MMBench, README, How to construct the inference prompt", """
            chat: yes
            ---
            {image}
            {hint} {question} There are several options:
            {options}
            """),
        new("mmlu", "lm-evaluation-harness, tasks/mmlu/default; its five shots: --shots 5", """
            {image}
            {question}
            {options}
            Answer:
            """),
        new("qwen2-vl", "Qwen2-VL and Qwen2.5-VL in VLMEvalKit, vlm/qwen2_vl/prompt.py, _build_mcq_prompt", """
            chat: yes
            images: first
            after-image: ""
            ---
            {image}
            Hint: {hint}
            Question: {question}
            Options:
            {options}
            Please select the correct answer from the options above.
            """),
        new("scienceqa", "ScienceQA, models/base_prompt.py, format QCM-A; the paper's two shots: --shots 2", """
            option: ({letter}) {text}
            separator: " "
            answer: {letter}.
            no-hint: N/A
            ---
            {image}
            Question: {question}
            Context: {hint}
            Options: {options}
            Answer: The answer is
            """),
        new("smolvlm", "SmolVLM in VLMEvalKit, vlm/smolvlm.py, build_prompt_puremcq", """
            chat: yes
            prefill: " Answer:"
            after-image: ""
            ---
            {image}
            Hint: {hint}
            Question: {question}
            Choices:
            {options}
            Answer with the letter.
            """),
        new("vlmevalkit", "VLMEvalKit, dataset/image_mcq.py, ImageMCQDataset.build_prompt: for models without a prompt of their own", """
            chat: yes
            after-image: ""
            ---
            {image}
            Hint: {hint}
            Question: {question}
            Options:
            {options}
            Please select the correct answer from the options above. 


            """),
    ];

    /// <summary>The published prompt of a name, or the template in a file of that path.</summary>
    /// <param name="name">The name or the path.</param>
    /// <param name="showsOptions">Whether the prompt must list the options, as answering by letter needs it.</param>
    /// <exception cref="PromptException">It is neither.</exception>
    public static PromptTemplate Or(string name, bool showsOptions = true)
    {
        if (All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } published)
            return published.Template(showsOptions);
        return File.Exists(name) || name.Contains('.') || name.Contains(Path.DirectorySeparatorChar)
            ? PromptTemplate.Open(name, showsOptions)
            : throw new PromptException($"prompt '{name}': no file, and no published prompt of that name ({string.Join(", ", All.Select(p => p.Name))}){DidYouMean.Clause(name, All.Select(p => p.Name))}");
    }

    /// <summary>As a template.</summary>
    /// <param name="showsOptions">Whether the prompt must list the options.</param>
    public PromptTemplate Template(bool showsOptions = true) => PromptTemplate.Parse(Text, Name, showsOptions);
}
