namespace TaLo.Selection;

/// <summary>Which column of the data set makes a task; the other one makes the strata within it.</summary>
public enum TaskUnit
{
    /// <summary>A task is one <c>category</c>; its strata are the values of <c>l2-category</c>.</summary>
    Category,

    /// <summary>A task is one <c>l2-category</c>; its strata are the values of <c>category</c>.</summary>
    L2Category,
}
