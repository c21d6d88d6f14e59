namespace TaLo.Terminal.Tests;

/// <summary>Command lines that cannot be meant: one line says why, another where help is.</summary>
public sealed class WrongUsageTests
{
    [Theory]
    [InlineData("there is no verb 'swep'; did you mean sweep?", "swep", "m", "d")]
    [InlineData("there is no verb 'fly'", "fly")]
    [InlineData("there is no verb 'lsit'; did you mean list?", "profiles", "lsit")]
    [InlineData("there is no option --store", "merge", "a", "b", "--store", "m")]
    [InlineData("there is no option --layres; did you mean --layers?", "sweep", "m", "d", "--layres", "1")]
    [InlineData("there is no option --jsno; did you mean --json?", "show", "--jsno")]
    [InlineData("there is no option --jsno; did you mean --json?", "sweep", "m", "d", "--out", "--jsno")]
    [InlineData("there is no option --tmep=3; did you mean --temp?", "qa", "m", "--tmep=3")]
    [InlineData("'two' is one argument too many", "show", "one", "two")]
    [InlineData("'': an empty text is no model", "sweep", "", "d")]
    [InlineData("'': an empty text is no data", "tasks", "")]
    [InlineData("'': an empty text is no sweep", "show", "")]
    [InlineData("'': an empty text is no stores", "merge", "a", "")]
    [InlineData("'': an empty text is no file", "profiles", "import", "")]
    [InlineData("'': an empty text is no dir", "models", "")]
    [InlineData("--store '': write something", "show", "--store", "")]
    [InlineData("--out '': write something", "sweep", "m", "d", "--out", "")]
    [InlineData("--image '': write something", "qa", "m", "q", "--image", "")]
    [InlineData("--mmproj '': write something", "doctor", "--model", "m", "--mmproj", "")]
    [InlineData("--samples 0: write a number from 1", "sweep", "m", "d", "--samples", "0")]
    [InlineData("--samples 99999999999: so large a number is not understood", "sweep", "m", "d", "--samples", "99999999999")]
    [InlineData("--temp NaN: write a number from 0", "qa", "m", "q", "--temp", "NaN")]
    [InlineData("--layer -1: write a number from 0", "qa", "m", "q", "--layer", "-1")]
    [InlineData("--probe 0: write a number from 1", "adapt", "--replay", "x", "--probe", "0")]
    [InlineData("--max-layers 0: write a number from 1", "adapt", "m", "d", "--max-layers", "0")]
    [InlineData("--max-layers", "adapt", "m", "d", "--max-layers", "two")]
    [InlineData("give a model and a data set, or --replay SWEEP", "adapt")]
    [InlineData("give a model and a data set, or --replay SWEEP", "adapt", "m")]
    [InlineData("give a model and a data set, or --replay SWEEP", "adapt", "m", "d", "--replay", "x")]
    [InlineData("--shots says what a model is asked", "adapt", "--replay", "x", "--shots", "3")]
    [InlineData("--redraws -5: write a number from 0", "report", "x", "--redraws", "-5")]
    [InlineData("--rounds 0: write a number from 1", "bench", "--rounds", "0")]
    [InlineData("--max-minutes NaN: write a number", "adapt", "m", "d", "--max-minutes", "NaN")]
    [InlineData("--protocol nonsense: write robust, pooled or paper", "adapt", "m", "d", "--protocol", "nonsense")]
    [InlineData("--unit each: write task or group", "adapt", "m", "d", "--unit", "each")]
    [InlineData("--search fast: write race or full", "adapt", "m", "d", "--search", "fast")]
    [InlineData("--max-passes and --max-minutes are for --search race", "adapt", "m", "d", "--search", "full", "--max-passes", "9")]
    [InlineData("--max-passes and --max-minutes are for --search race", "adapt", "m", "d", "--search", "full", "--max-minutes", "1")]
    [InlineData("--intervention nothing: write zero, uniform or repeat", "sweep", "m", "d", "--intervention", "nothing")]
    [InlineData("layers '2-1': the range 2-1 runs backwards: write 1-2", "sweep", "m", "d", "--layers", "2-1")]
    [InlineData("'x' is no layer: write all, none, 0,3 or 5-7", "sweep", "m", "d", "--layers", "x")]
    [InlineData("layers '-1': '' is no layer: write all, none, 0,3 or 5-7", "sweep", "m", "d", "--layers", "-1")]
    [InlineData("--max-layers two: write a whole number", "adapt", "m", "d", "--max-layers", "two")]
    [InlineData("--layer seven: write a whole number", "qa", "m", "q", "--layer", "seven")]
    [InlineData("--temp hot: write a number", "qa", "m", "q", "--temp", "hot")]
    [InlineData("--module says what of --layer N is bypassed", "qa", "m", "q", "--module", "ffn")]
    [InlineData("attention 7 and layer 7 change the same module", "qa", "m", "q", "--knockout", "attention 7, layer 7")]
    [InlineData("attention 7 and uniform 7 change the same module", "eval", "m", "d", "--knockout", "attention 7 + uniform 7")]
    [InlineData("--module says what of --layer N is bypassed", "eval", "m", "d", "--module", "ffn")]
    [InlineData("--layer and --knockout exclude each other", "eval", "m", "d", "--layer", "7", "--knockout", "uniform 7")]
    [InlineData("there is no option --intervention", "eval", "m", "d", "--layer", "7", "--intervention", "repeat")]
    [InlineData("there is no option --modules; did you mean --module?", "eval", "m", "d", "--layer", "7", "--modules", "ffn")]
    [InlineData("--scope some: write all or answer", "sweep", "m", "d", "--scope", "some")]
    [InlineData("'mlp' is none: write attention, ffn", "sweep", "m", "d", "--modules", "mlp")]
    [InlineData("block length 'x': write numbers", "sweep", "m", "d", "--intervention", "repeat", "--block-length", "x")]
    [InlineData("scoring: 'word' is none: write letter, choice or generate", "sweep", "m", "d", "--scoring", "word")]
    [InlineData("metric: 'bleu' is none", "sweep", "m", "d", "--scoring", "generate", "--metric", "bleu")]
    [InlineData("max-tokens: only what is generated has it", "sweep", "m", "d", "--max-tokens", "9")]
    [InlineData("shard '5/4': write i/n", "sweep", "m", "d", "--shard", "5/4")]
    [InlineData("--columns answer: write question=COLUMN", "tasks", "d", "--columns", "answer")]
    [InlineData("reading: 'norm' is none: write acc, acc_norm, acc_mutual_info", "show", "x", "--reading", "norm")]
    [InlineData("--measure euclid: write pearson or cosine", "vectors", "x", "--measure", "euclid")]
    [InlineData("compare needs two sweeps or more", "compare", "x")]
    [InlineData("--samples 1,x: write whole numbers from 2", "simulate", "--samples", "1,x")]
    [InlineData("--replay is for --search race", "simulate", "--replay", "x")]
    [InlineData("argument missing for option: '--replay'", "adapt", "--replay")]
    [InlineData("argument missing for option: '--scoring'", "sweep", "m", "d", "--scoring")]
    [InlineData("argument missing for option: '--out'", "report", "x", "--out")]
    [InlineData("--out x.pdf: the name ends in .html or .md", "report", "x", "--out", "x.pdf")]
    [InlineData("--with-prompt is for --out FILE", "sweep", "m", "d", "--with-prompt")]
    [InlineData("--out is for one sweep: name it", "show", "--out", "f.jsonl")]
    [InlineData("--scope answer is not for --scoring choice", "sweep", "m", "d", "--scope", "answer", "--scoring", "choice")]
    [InlineData("--search race: it asks a model", "adapt", "--replay", "ab", "--search", "race")]
    [InlineData("--max-passes and --max-minutes are a race's: it asks a model", "adapt", "--replay", "ab", "--max-passes", "9")]
    [InlineData("--max-layers: a results file holds one step alone", "adapt", "--from", "r.jsonl", "--max-layers", "2")]
    [InlineData("--images says how --from's file is read; a picture to ask about is given with --image FILE", "qa", "m", "q", "--images", "photo.png")]
    [InlineData("--wordings is for --measure", "profiles", "match", "q", "--wordings", "w.tsv")]
    [InlineData("--model is not for --measure", "profiles", "match", "--measure", "d", "--model", "m")]
    [InlineData("--split says how --from's file is read", "qa", "m", "q", "--split", "test")]
    [InlineData("'attentoin 7'", "qa", "m", "q", "--knockout", "attentoin 7")]
    public void Should_Be_Told_In_One_Line(string line, params string[] arguments)
    {
        using var sandbox = new Sandbox();
        var run = Talo.Run(sandbox, arguments);
        Assert.True(run.ExitCode == 2, $"exit code {run.ExitCode}\n{run.Error}");
        Assert.Equal("", run.Out);
        var lines = run.Error.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("talo: ", lines[0], StringComparison.Ordinal);
        Assert.Contains(line, lines[0], StringComparison.Ordinal);
        Assert.StartsWith("try: talo ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Not_Be_What_Stands_Behind_Two_Dashes()
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, "show", "--", "--store").Refused("--store");
    }

    [Fact]
    public void Should_Have_Help_All_The_Same()
    {
        using var sandbox = new Sandbox();
        Talo.Run(sandbox, "sweep", "", "--help").Succeeded();
    }
}
