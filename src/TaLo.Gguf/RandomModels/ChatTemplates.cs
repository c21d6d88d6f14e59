namespace TaLo.Gguf.RandomModels;

/// <summary>Short Jinja chat templates in the forms that real models use.</summary>
public static class ChatTemplates
{
    /// <summary>ChatML, as in the Qwen models.</summary>
    public const string ChatMl =
        "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
        + "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

    /// <summary>Turns in the form of Gemma.</summary>
    public const string Gemma =
        "{{ bos_token }}{% for message in messages %}<start_of_turn>"
        + "{{ 'model' if message['role'] == 'assistant' else 'user' }}\n{{ message['content'] }}<end_of_turn>\n"
        + "{% endfor %}{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}";

    /// <summary>Turns in the form of Phi-3.</summary>
    public const string Phi3 =
        "{% for message in messages %}<|{{ message['role'] }}|>\n{{ message['content'] }}<|end|>\n"
        + "{% endfor %}{% if add_generation_prompt %}<|assistant|>\n{% endif %}";

    /// <summary>Turns in the form of Vicuna and LLaVA.</summary>
    public const string Vicuna =
        "{% for message in messages %}{% if message['role'] == 'user' %}USER: {{ message['content'] }} "
        + "{% elif message['role'] == 'assistant' %}ASSISTANT: {{ message['content'] }}</s>"
        + "{% else %}{{ message['content'] }} {% endif %}"
        + "{% endfor %}{% if add_generation_prompt %}ASSISTANT:{% endif %}";
}
