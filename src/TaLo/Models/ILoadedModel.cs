namespace TaLo.Models;

/// <summary>A loaded model.</summary>
public interface IModel
{
    /// <summary>What the model is.</summary>
    ModelFacts Facts { get; }
}

/// <summary>A loaded model that is swept and talked to: what an engine gives to the use cases.</summary>
public interface ILoadedModel : IVisionLanguageModel, IChatModel;
