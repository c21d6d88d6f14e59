using System.CommandLine;
using System.CommandLine.Parsing;
using TaLo.Tasks.Readers;

namespace TaLo.Terminal.Commands;

/// <summary>The options that say how a data set is read, the same on every verb that takes one.</summary>
internal sealed class DataOptionSet
{
    /// <summary>What the argument is.</summary>
    public const string Description =
        "Data set: VLMEvalKit's TSV, Hugging Face's Parquet, CSV, JSON lines or JSON; a file, or a folder of shards or tasks.";

    private readonly Option<string?> by = new("--by") { Description = "The column that makes a task: category, l2-category, skill, …", HelpName = "COLUMN" };

    private readonly Option<string?> columns = new Option<string?>("--columns") { Description = "Which column is which: question=query,answer=label (also options, A, B, …, hint, image, index).", HelpName = "LIST" }.CheckedBy(list => DataSetOptions.ParseColumns(list));

    private readonly Option<string?> split = new("--split") { Description = "The split to read, where the data set has several.", HelpName = "NAME" };

    private readonly Option<string?> images = new("--images") { Description = "Folder of the image files that the data set names; otherwise beside it, or in its folder images.", HelpName = "DIR" };

    private readonly Option<int?> labelsFrom = new Option<int?>("--labels-from") { Description = "What answers that are places of options are counted from, 0 or 1, where the rows do not tell.", HelpName = "N" }.Within(0, 1);

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { by, columns, split, images, labelsFrom })
            command.Options.Add(option);
    }

    /// <summary>One of them that the user wrote, or null.</summary>
    public Option? Given(CommandResult result) => new Option[] { by, columns, split, images, labelsFrom }.FirstOrDefault(o => result.IsGiven(o));

    /// <summary>What the user asked for.</summary>
    public DataSetOptions Read(ParseResult parsed) => new()
    {
        By = parsed.GetValue(by),
        Columns = parsed.GetValue(columns) is { } list ? DataSetOptions.ParseColumns(list) : [],
        Split = parsed.GetValue(split),
        LabelsFrom = parsed.GetValue(labelsFrom),
        Images = parsed.GetValue(images) is { } folder ? Path.GetFullPath(folder) : null,
    };
}
