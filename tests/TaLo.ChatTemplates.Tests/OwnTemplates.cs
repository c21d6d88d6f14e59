namespace TaLo.ChatTemplates.Tests;

/// <summary>Small templates in the forms that real ones have, with what they make of <see cref="Rendering.Input"/>.</summary>
internal static class OwnTemplates
{
    public const string ChatMl =
        "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
        + "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

    public const string Alternating =
        """
        {{- bos_token }}
        {%- if messages[0].role == 'system' %}
            {%- set system = messages[0].content + '\n\n' %}
            {%- set turns = messages[1:] %}
        {%- else %}
            {%- set system = '' %}
            {%- set turns = messages %}
        {%- endif %}
        {%- for message in turns %}
            {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}
                {{- raise_exception('roles must alternate') }}
            {%- endif %}
            {%- if message.role == 'user' %}
                {{- '[INST] ' + (system if loop.first else '') + message.content | trim + ' [/INST]' }}
            {%- else %}
                {{- ' ' + message.content | trim ~ eos_token }}
            {%- endif %}
        {%- endfor %}

        """;

    public const string Macros =
        """
        {#- Parts or text, as templates of vision models take both. -#}
        {% macro show(content, image='<image>') %}
            {%- if content is string %}
                {{- content }}
            {%- else %}
                {%- for part in content %}
                    {%- if part.type == 'image' %}{{ image }}{% else %}{{ part['text'] }}{% endif %}
                {%- endfor %}
            {%- endif %}
        {% endmacro %}
        {% set ns = namespace(last=-1, seen=[]) %}
        {% for message in messages if message.role == 'user' %}
            {%- set ns.last = loop.index %}
            {%- set ns.seen = ns.seen + [message.content | length] %}
        {% endfor %}
        {{ ns.last }} {{ ns.seen | tojson }}
        {% for message in messages %}
        {% if message.role == 'system' %}{% continue %}{% endif %}
        {{ message.role | upper }}: {{ show(message.content) }}
        {% generation %}
        {% if loop.last %}end{% endif %}

        {% endgeneration %}
        {% endfor %}
        """;

    public const string PartsOnly =
        "{% for message in messages %}{{ message['role'] | capitalize }}: {% for part in message['content'] %}"
        + "{% if part['type'] == 'text' %}{{ part['text'] }}{% endif %}{% endfor %}<end>\n{% endfor %}"
        + "{% if add_generation_prompt %}Assistant:{% endif %}";

    public static IReadOnlyDictionary<string, (string Template, string Expected)> All { get; } = new Dictionary<string, (string, string)>
    {
        ["ChatMl"] = (ChatMl,
            "<|im_start|>system\nYou are 'short'.<|im_end|>\n<|im_start|>user\nHi 😀\nthere<|im_end|>\n<|im_start|>assistant\nA car.<|im_end|>\n"
            + "<|im_start|>user\nWhich colour?<|im_end|>\n<|im_start|>assistant\n"),
        ["Alternating"] = (Alternating,
            "<BOS>[INST] You are 'short'.\n\nHi 😀\nthere [/INST] A car.<EOS>[INST] Which colour? [/INST]"),
        ["Macros"] = (Macros, "2 [10, 13]\nUSER: Hi 😀\nthere\n\nASSISTANT: A car.\n\nUSER: Which colour?\nend\n"),
        ["PartsOnly"] = (PartsOnly,
            "System: You are 'short'.<end>\nUser: Hi 😀\nthere<end>\nAssistant: A car.<end>\nUser: Which colour?<end>\nAssistant:"),
    };
}
