using TaLo.Chats;
using TaLo.Gguf;
using TaLo.LlamaCpp;
using TaLo.Models;
using TaLo.UseCases;

namespace TaLo.Terminal.Diagnosis;

/// <summary>What is exported.</summary>
/// <param name="Model">The model, and how it is loaded to be compared.</param>
/// <param name="Bypass">What is in force in the file.</param>
/// <param name="Target">The file to write; there must be none.</param>
/// <param name="KeepLayers">Whether a layer that is knocked out as a whole stays, with zeros in it.</param>
internal sealed record ExportRequest(ModelOptions Model, BypassRequest Bypass, string Target, bool KeepLayers);

/// <summary>
/// Writes a model with its knockouts in force, for other programs, and proves that stock llama.cpp answers from the file what TaLo
/// answers: one prompt through both.
/// </summary>
internal sealed class ModelExport
{
    private readonly ExportRequest _request;
    private readonly ModelFacts _facts;
    private readonly Bypass _bypass;
    private readonly ModelEdit _edit;
    private readonly float[] _expected;

    private ModelExport(ExportRequest request, ModelFacts facts, Bypass bypass, ModelEdit edit, float[] expected) =>
        (_request, _facts, _bypass, _edit, _expected) = (request, facts, bypass, edit, expected);

    private bool IsOfVision => _bypass.Knockouts.Any(k => k.IsOfVision);

    /// <summary>The file that is copied: the model's, or the mmproj whose layers are bypassed.</summary>
    private string Source => IsOfVision ? _request.Model.MmprojPath! : _request.Model.ModelPath;

    /// <summary>Asks the model, writes the file, loads it without the hook and asks it; a file that answers otherwise does not stay.</summary>
    /// <param name="request">What is exported.</param>
    /// <param name="note">Told what is being done.</param>
    /// <param name="stop">Stops it; no file stays.</param>
    /// <exception cref="ModelException">The model cannot be written with these knockouts, or the file is not what TaLo answers.</exception>
    /// <exception cref="ProfileException">There is no such profile, it is for another model, or it bypasses nothing.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static ExportedModel Run(ExportRequest request, Action<string> note, CancellationToken stop)
    {
        if (File.Exists(request.Target))
            throw new StoreException($"{request.Target}: is there already: name another file, or delete it");
        AtomicFile.EnsureWritable(request.Target);
        return Ask(request, note, stop).Write(note, stop);
    }

    private static ModelExport Ask(ExportRequest request, Action<string> note, CancellationToken stop)
    {
        ModelFacts facts;
        Bypass bypass;
        using (var model = LlamaVisionModel.Load(KnockoutCheck.Small(request.Model), null, stop))
        {
            facts = WithEncoder(model.Facts, request.Model.MmprojPath);
            bypass = new BypassChooser(request.Bypass, facts, note).AtFirst;
            if (bypass.IsNone)
                throw new ProfileException($"nothing to export: {(bypass.Profile is { } profile ? $"profile {profile.Id} ({profile.Task}) bypasses nothing" : "the base model is the file that is there")}");
            if (!bypass.Knockouts.Any(k => k.IsOfVision))
                return Ask(model);
        }
        using var whole = LlamaVisionModel.Load(request.Model, null, stop);
        return Ask(whole);

        ModelExport Ask(LlamaVisionModel model)
        {
            var isOfVision = bypass.Knockouts.Any(k => k.IsOfVision);
            var edit = KnockoutEdit.Of(isOfVision ? request.Model.MmprojPath! : request.Model.ModelPath, bypass.Knockouts, request.KeepLayers);
            using var prompt = KnockoutCheck.Shown(model, stop);
            var before = model.Logits(prompt, [], stop).ToArray();
            var expected = model.Logits(prompt, bypass.Knockouts, stop).ToArray();
            return expected.AsSpan().SequenceEqual(before)
                ? throw new ModelException($"{bypass.What} changes nothing: the file would be the {(isOfVision ? "mmproj" : "model")} that is there")
                : new ModelExport(request, facts, bypass, edit, expected);
        }
    }

    /// <summary>A profile is for a model with its mmproj, which takes no part where only the decoder's layers are bypassed; whether it runs a layer shows when it is asked.</summary>
    private static ModelFacts WithEncoder(ModelFacts facts, string? mmproj) => mmproj is null ? facts
        : facts with { MmprojFingerprint = FileFingerprint.Of(mmproj), VisionLayerCount = (int)(ModelFile.Read(mmproj).LayerCount ?? 0) };

    private ExportedModel Write(Action<string> note, CancellationToken stop)
    {
        var path = Source;
        var form = _edit.Layers switch
        {
            null => "zeroed",
            var layers when layers.Count < _facts.LayerCount => "removed",
            _ => "repeated",
        };
        if (form == "zeroed" && !_request.KeepLayers && _bypass.Knockouts.Any(KnockoutEdit.IsWholeLayer))
            note($"the layer stays, with zeros in it: {EditedModel.WhyLayersStay(SplitModel.ReadParts(path)[0])}");
        note($"writing {_request.Target}: {_bypass.What}, {form}");
        AtomicFile.Write(_request.Target, stream => EditedModel.Write(path, stream, _edit with { Metadata = Metadata(form) }, stop));
        try
        {
            note("comparing what llama.cpp answers from it with what TaLo answers");
            return new ExportedModel(_request.Target, _bypass.What, form, new FileInfo(_request.Target).Length, Difference(stop));
        }
        catch
        {
            File.Delete(_request.Target);
            throw;
        }
    }

    private double Difference(CancellationToken stop)
    {
        var options = IsOfVision ? _request.Model with { MmprojPath = _request.Target } : KnockoutCheck.Small(_request.Model) with { ModelPath = _request.Target };
        var difference = KnockoutCheck.Difference(KnockoutCheck.StockLogits(options, stop), _expected);
        return difference <= KnockoutCheck.Allowed(options)
            ? difference
            : throw new ModelException($"{_request.Target}: llama.cpp answers from it otherwise than TaLo does with {_bypass.What} in force "
                + $"(by {difference:G2} of the largest logit); it was deleted{(_request.KeepLayers ? "" : "; try --keep-layers")}");
    }

    private Dictionary<string, object> Metadata(string form)
    {
        var what = string.Join(" + ", _bypass.Knockouts);
        var earlier = SplitModel.ReadParts(Source)[0].GetString("talo.knockouts");
        return new Dictionary<string, object>
        {
            ["general.name"] = $"{(IsOfVision ? ModelFile.Read(Source).Name : _facts.Name)} ({what} {form})",
            ["talo.knockouts"] = earlier is null ? what : $"{earlier} + {what}",
            ["talo.form"] = form,
            ["talo.evidence"] = _bypass.Profile is { } profile ? $"{_bypass.Source}: {profile.Reason}" : _bypass.Source,
            ["talo.source.sha256"] = IsOfVision ? _facts.MmprojFingerprint! : _facts.ModelFingerprint,
            ["talo.version"] = ProgramVersion.Text,
        };
    }
}

/// <summary>What was exported.</summary>
/// <param name="Path">The file.</param>
/// <param name="Knockouts">What is in force in it.</param>
/// <param name="Form">How: <c>zeroed</c>, <c>removed</c> or <c>repeated</c>.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Difference">Largest difference between stock llama.cpp's logits from it and TaLo's, in parts of the largest logit; 0 where they are equal to the bit.</param>
internal sealed record ExportedModel(string Path, string Knockouts, string Form, long SizeBytes, double Difference);
