using TaLo.Terminal;

return await TaloProgram.Run(args);
