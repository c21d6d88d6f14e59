namespace TaLo.Tasks.Readers;

/// <summary>How a benchmark of open questions is usually judged: known by its columns, or by its name as VLMEvalKit knows it.</summary>
internal static class UsualMetric
{
    private static readonly (string Column, AnswerMetric Metric)[] Columns =
    [
        ("ocr_tokens", AnswerMetric.Soft), // TextVQA
        ("multiple_choice_answer", AnswerMetric.Soft), // VQAv2
        ("human_or_machine", AnswerMetric.Relaxed), // ChartQA
        ("ucsf_document_id", AnswerMetric.Anls), // DocVQA
        ("operation/reasoning", AnswerMetric.Anls), // InfographicVQA
    ];

    private static readonly (string Name, AnswerMetric Metric)[] Names =
    [
        ("TextVQA", AnswerMetric.Soft), ("VQAv2", AnswerMetric.Soft), ("OKVQA", AnswerMetric.Soft), ("OK-VQA", AnswerMetric.Soft), ("VizWiz", AnswerMetric.Soft),
        ("ChartQA", AnswerMetric.Relaxed), ("DocVQA", AnswerMetric.Anls), ("InfoVQA", AnswerMetric.Anls), ("InfographicVQA", AnswerMetric.Anls),
    ];

    /// <summary>The metric of a data set; <see cref="AnswerMetric.Exact"/> where it is none that is known.</summary>
    /// <param name="columns">Its columns.</param>
    /// <param name="name">What it is known by.</param>
    public static AnswerMetric Of(Columns columns, string name) =>
        Columns.Where(c => columns.Has(c.Column)).Select(c => (AnswerMetric?)c.Metric).FirstOrDefault()
        ?? Names.Where(n => name.Contains(n.Name, StringComparison.OrdinalIgnoreCase)).Select(n => (AnswerMetric?)n.Metric).FirstOrDefault()
        ?? AnswerMetric.Exact;
}
