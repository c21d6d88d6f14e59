using TaLo.Models;

namespace TaLo.Terminal.Chats;

/// <summary>What an answer depends on besides question and bypass.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Quantization">llama.cpp's name of the file type.</param>
/// <param name="ModelFingerprint">SHA-256 of the model file.</param>
/// <param name="MmprojFingerprint">SHA-256 of the mmproj file, or null.</param>
/// <param name="Engine">Engine, version and device.</param>
/// <param name="System">The system message, or null.</param>
/// <param name="Options">How it was generated.</param>
/// <param name="Compare">Whether both sides answered.</param>
internal sealed record QaSettings(
    string Model, string Quantization, string ModelFingerprint, string? MmprojFingerprint, string Engine,
    string? System, AnswerOptions Options, bool Compare)
{
    /// <summary>Of a request.</summary>
    public static QaSettings Of(QaRequest request, ModelFacts facts) => new(
        facts.Name, facts.Quantization, facts.ModelFingerprint, facts.MmprojFingerprint, facts.Engine,
        request.System, request.Options, request.Compare);
}
