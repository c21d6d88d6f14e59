namespace TaLo.Models;

/// <summary>Where an answer is.</summary>
/// <param name="Text">The next piece of the answer, whole characters; empty while the conversation is read.</param>
/// <param name="PromptRead">Positions of the conversation that are read.</param>
/// <param name="PromptTokens">Positions of the conversation; 0 while its images are encoded and it is not known yet.</param>
/// <param name="GeneratedTokens">Tokens of the answer so far.</param>
public readonly record struct AnswerProgress(string Text, int PromptRead, int PromptTokens, int GeneratedTokens);
