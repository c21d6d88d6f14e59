using TaLo.Terminal.Commands;

return await TaloProgram.Run(args);
