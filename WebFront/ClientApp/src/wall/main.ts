document.title = 'VideoWall';
