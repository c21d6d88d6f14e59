namespace TaLo.Tasks.Readers;

/// <summary>Finds the form of a table by its columns.</summary>
internal static class SampleForms
{
    /// <summary>The first form whose columns are all there.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="answered">Whether questions must have answers.</param>
    /// <exception cref="DataSetException">None is; the message names what is missing.</exception>
    public static SampleForm Recognise(Columns columns, bool answered)
    {
        List<SampleForm> forms = [.. TextForms.All, QuestionForm.For(columns, answered)];
        if (forms.FirstOrDefault(f => f.Fits(columns)) is { } form)
            return form;
        var begun = forms.Where(f => f.Missing(columns).Count < f.Needs.Count).MinBy(f => f.Missing(columns).Count);
        var nearest = begun ?? forms[^1];
        throw new DataSetException(
            $"{columns.Path}: no known data set: found the columns {Columns.List(columns.Found)}; for {nearest.Name} there is no "
            + $"{string.Join(" and no ", nearest.Missing(columns))}; --columns question=COLUMN,answer=COLUMN says which column is which");
    }
}
