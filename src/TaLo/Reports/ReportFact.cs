namespace TaLo.Reports;

/// <summary>One fact about a run.</summary>
/// <param name="Name">What it is, for example <c>SHA-256 of the model file</c>.</param>
/// <param name="Value">Its value; one of several lines, such as a prompt, is shown as it is written.</param>
public sealed record ReportFact(string Name, string Value);
