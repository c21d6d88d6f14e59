using System.Globalization;
using TaLo.Models;
using TaLo.Scoring;
using TaLo.Sweeps;
using TaLo.Tasks;
using TaLo.Terminal.Ui;
using TaLo.UseCases;
using Terminal.Gui.Input;

namespace TaLo.Terminal.Screens.Layers;

/// <summary>The samples of a task under one knockout: their list, and what the model answered to the one under the cursor.</summary>
internal sealed class LayerSamples : IDisposable
{
    private readonly UiContext _ui;
    private LayerStudy? _study;
    private Knockout? _knockout;
    private int _asked;
    private IDataSet? _data;
    private string _missing = "";
    private int _shown;
    private Dictionary<string, string> _texts = [];

    /// <summary>Creates both panes, empty.</summary>
    public LayerSamples(UiContext ui)
    {
        _ui = ui;
        List = new TablePane<PairedPass>(ui, ShownSamples.All[0].Heading, [new("sample", Shrinks: true), new("answer"), new("said"), new("margin", Right: true)], (a, b) => a.Base.Index == b.Base.Index)
        {
            Moved = ShowSample,
            More = () => [new(Key.F, "which samples", "Show changed, all, fixed, broken, right or wrong samples, in turn; / looks for words in their questions.", NextKind) { Disabled = () => _study is null ? "no task is open" : null }],
        };
        Answers = new AnswersPane(ui);
    }

    /// <summary>The list.</summary>
    public TablePane<PairedPass> List { get; }

    /// <summary>One sample: question, image, answers.</summary>
    public AnswersPane Answers { get; }

    /// <summary>Takes another task; its data set is opened where it is not open yet.</summary>
    public void Open(LayerStudy study)
    {
        var other = _study?.Sweep.Id != study.Sweep.Id;
        (_study, _knockout) = (study, null);
        if (other)
            OpenData(study.Sweep);
        ReadTexts();
    }

    /// <summary>Lists the task's samples under a knockout.</summary>
    /// <param name="knockout">The knockout.</param>
    /// <param name="asked">How many samples were asked under it.</param>
    public void Show(Knockout knockout, int asked)
    {
        (_knockout, _asked) = (knockout, asked);
        ShowSamples();
    }

    /// <summary>Shows nothing any more.</summary>
    public void Clear()
    {
        (_study, _knockout) = (null, null);
        Dispose();
        List.Show([]);
        ShowSample();
    }

    /// <summary>Closes the data set.</summary>
    public void Dispose()
    {
        _data?.Dispose();
        _data = null;
    }

    private void OpenData(StoredSweep sweep)
    {
        Dispose();
        _missing = "Reading the data set …";
        _ui.InBackground(
            () => (Data: StoredSweeps.Data(sweep, null, out var missing), Missing: missing),
            opened =>
            {
                if (_study?.Sweep.Id != sweep.Id)
                {
                    opened.Data?.Dispose();
                    return;
                }
                (_data, _missing) = (opened.Data, opened.Missing is { } m ? m + ": question and image cannot be shown." : "");
                ReadTexts();
                ShowSample();
            },
            problem =>
            {
                _missing = problem;
                ShowSample();
            });
    }

    private void NextKind()
    {
        _shown = (_shown + 1) % ShownSamples.All.Count;
        ShowSamples();
    }

    private void ShowSamples()
    {
        if (_study is not { } study || _knockout is not { } knockout)
            return;
        var shown = ShownSamples.All[_shown];
        List.Rename(shown.Heading);
        List.Empty = _asked == 0 ? "This layer was not swept." : $"None of {Quantity.Of(_asked, "sample")} with {knockout} bypassed; f shows others.";
        List.Show([.. study.Answers(knockout).Where(p => shown.Kinds.Contains(p.Change)).Select(p => new PaneRow<PairedPass>(
            p,
            [p.Base.Index, $"{p.Base.Answer}", p.Base.Said == p.Bypassed.Said ? p.Base.Said : $"{p.Base.Said} → {p.Bypassed.Said}", Margins(p)],
            $"{AnswerChanges.Name(p.Change)}{(_texts.GetValueOrDefault(p.Base.Index) is { } text ? $": {text}" : "")}")
        {
            Mark = AnswerChanges.Mark(p.Change),
        })]);
        ShowSample();
    }

    private static string Margins(PairedPass p) => string.Create(
        CultureInfo.InvariantCulture, $"{p.Base.Margin:+0.0;−0.0;0.0} → {p.Bypassed.Margin:+0.0;−0.0;0.0}");

    /// <summary>Reads the questions of the task, so that they can be looked through; images are read when they are shown.</summary>
    private void ReadTexts()
    {
        _texts = [];
        if (_study is not { } study || _data is not { } data)
            return;
        var wanted = study.Samples.ToHashSet();
        _ui.InBackground(
            () => data.Samples.Where(s => s.Task == study.Task && wanted.Contains(s.Index)).TakeWhile(_ => data == _data).ToDictionary(s => s.Index, s => TextOf(data, s)),
            texts =>
            {
                if (study != _study || data != _data)
                    return;
                _texts = texts;
                ShowSamples();
            });
    }

    private static string TextOf(IDataSet data, SampleRef sample)
    {
        try
        {
            var question = data.LoadQuestion(sample).Question;
            return string.Join(' ', [question.Text, .. question.Options.Select(o => o.Text)]);
        }
        catch (SampleException e)
        {
            return e.Message;
        }
        catch (ObjectDisposedException)
        {
            // Another sweep is shown by now.
            return "";
        }
    }

    private static VqaSample? Load(IDataSet data, ScoredPass pass)
    {
        try
        {
            return data.LoadAnswered(data.Samples.First(s => s.Index == pass.Index && s.Task == pass.Task));
        }
        catch (ObjectDisposedException)
        {
            // Another sweep is shown by now.
            return null;
        }
    }

    private void ShowSample()
    {
        if (List.Current is not { Item: var passes })
        {
            Answers.Show(null, null, "");
            return;
        }
        Answers.Show(passes, null, _missing);
        if (_data is not { } data)
            return;
        _ui.InBackground(
            () => Load(data, passes.Base),
            sample =>
            {
                if (sample is not null && List.Current?.Item == passes)
                    Answers.Show(passes, sample, "");
            },
            problem =>
            {
                if (List.Current?.Item == passes)
                    Answers.Show(passes, null, problem);
            });
    }
}
