using System.CommandLine;
using TaLo.Reports;
using TaLo.Reports.Html;
using TaLo.Reports.Markdown;
using TaLo.Selection.Evidence;
using TaLo.Storage;
using TaLo.UseCases;

namespace TaLo.Terminal.Commands;

/// <summary><c>talo report SWEEP</c>: one self-contained file with everything known about a sweep and its decisions.</summary>
internal static class ReportCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create()
    {
        var sweep = new Argument<string>("sweep") { Description = "A sweep's id or its beginning (`talo show` lists them)." };
        var output = new Option<string>("--out") { Description = "The file: .html or .md.", DefaultValueFactory = _ => "talo-report.html", HelpName = "FILE" };
        var data = new Option<string?>("--data") { Description = "The data set, if it is no longer where the sweep found it.", HelpName = "PATH" };
        var redraws = new Option<int>("--redraws") { Description = "Redraws of the probe set for the stability section; 0 for none.", DefaultValueFactory = _ => Stability.DefaultRedraws, HelpName = "N" }.Within(0, 1_000_000);
        var store = StoreOption.Create();
        var choosing = new ProtocolOptionSet();
        var command = new Command("report", "Write a report (HTML or Markdown) of a stored sweep: vectors, choices, evidence, changed samples.") { sweep, output, data, redraws, store };
        choosing.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.IsGiven(output) && result.GetValue(output) is { } file && Format(file) is null)
                result.AddError($"--out {file}: the name ends in .html or .md.");
        });
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(output)!;
            var format = Format(file)!;
            using var results = ResultStore.OpenReadOnly(parsed.GetValue(store)!, Messages.Note);
            var stored = StoredSweeps.Find(results, parsed.GetValue(sweep)!);
            var report = Reporting.Build(results, stored, choosing.Read(parsed), choosing.Unit(parsed), parsed.GetValue(redraws), parsed.GetValue(data));
            AtomicFile.WriteText(file, writer => writer.Write(format(report)));
            Messages.Note($"{file} ({Sizes.Text(new FileInfo(file).Length)})");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Func<Report, string>? Format(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".html" or ".htm" => r => HtmlReport.Of(r),
        ".md" => r => MarkdownReport.Of(r),
        _ => null,
    };
}
