namespace TaLo.ChatTemplates.Values;

/// <summary>Something that a template computes with. Apart from namespaces, values never change.</summary>
internal abstract class Value
{
    /// <summary>The type, in the words that messages of Python's engine use.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether it counts as true.</summary>
    public virtual bool IsTrue => true;
}
